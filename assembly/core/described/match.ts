import { isSameSource, WrittenKey } from "../rule/written-key";
import { TestKind, WrittenCondition, WrittenMatch } from "../rule/written-match";
import { JsonText } from "../text/json-text";
import { addSource, addTexts } from "./source";

/** A match as JSON: a list of alternatives, each a list of conditions. Null stays null. */
export function addMatch(match: WrittenMatch | null, key: WrittenKey, json: JsonText): void {
  if (match === null) return json.raw("null");
  json.raw("[");
  for (let i = 0; i < match.alternatives.length; ++i) {
    const conditions = match.alternatives[i];
    json.raw(i > 0 ? ",[" : "[");
    for (let j = 0; j < conditions.length; ++j) {
      if (j > 0) json.raw(",");
      addCondition(conditions[j], key, json);
    }
    json.raw("]");
  }
  json.raw("]");
}

function addCondition(condition: WrittenCondition, key: WrittenKey, json: JsonText): void {
  json.raw('{"source":');
  addSource(condition.source, json);
  const isOfKey = key.sources.length == 1 && isSameSource(key.sources[0], condition.source);
  json.raw(isOfKey ? ',"isOfKey":true,"test":' : ',"isOfKey":false,"test":');
  json.text(testName(condition.test.kind));
  json.raw(condition.test.isFolded ? ',"isFolded":true,"texts":' : ',"isFolded":false,"texts":');
  addTexts(condition.test.texts, json);
  json.raw("}");
}

function testName(kind: TestKind): string {
  switch (kind) {
    case TestKind.In:
      return "in";
    case TestKind.Prefix:
      return "prefix";
    case TestKind.Suffix:
      return "suffix";
    case TestKind.Contains:
      return "contains";
    case TestKind.Regex:
      return "regex";
    case TestKind.Present:
      return "present";
    default:
      return "absent";
  }
}
