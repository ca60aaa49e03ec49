import { addShown, Shown } from "./explain-value";
import { Condition } from "./plan/condition";
import { Match } from "./plan/match";
import { Rule } from "./plan/plan";
import { Answer, Reason, Request } from "./plan/request";
import { SourceKind, WrittenSource } from "./rule/written-key";
import { TestKind, WrittenTest } from "./rule/written-match";
import { JsonText } from "./text/json-text";

/** The most conditions of a match that are shown, overrides of a rule, and texts of a condition. */
const MOST_CONDITIONS = 8;
const MOST_OVERRIDES = 8;
const MOST_TEXTS = 3;
/** No alternative holds. */
const NONE = -1;

/**
 * Adds what the conditions of a rule came to, in the order in which they were asked: its `match`, its `unless`, and the last
 * overrides. Each names the alternative that holds and its conditions, or null and the condition at which each alternative
 * failed. It only reads the answers that `decide` has stored. Allocates nothing.
 */
export function addConditions(rule: Rule, reason: Reason, step: i32, request: Request, json: JsonText): void {
  if (reason == Reason.NotAsked || reason == Reason.Off) return;
  const match = rule.match;
  if (match !== null) {
    json.raw(',"match":{');
    addMatch(match, request, json);
    if (holder(match, request) == NONE) return;
  }
  const unless = rule.unless;
  if (unless !== null) {
    json.raw(',"unless":{');
    addMatch(unless, request, json);
  }
  if (reason == Reason.NoMatch || rule.overrides.length == 0) return;
  addOverrides(rule, reason == Reason.Override ? step + 1 : rule.overrides.length, request, json);
}

/** Adds the last of so many overrides. */
function addOverrides(rule: Rule, asked: i32, request: Request, json: JsonText): void {
  const first = max(0, asked - MOST_OVERRIDES);
  json.raw(',"overrides":[');
  for (let i = first; i < asked; ++i) {
    json.raw(i > first ? ',{"override":' : '{"override":');
    json.number(i);
    json.raw(",");
    addMatch(rule.overrides[i].match, request, json);
  }
  json.raw("]");
}

function addMatch(match: Match, request: Request, json: JsonText): void {
  const held = holder(match, request);
  json.raw('"alternative":');
  if (held == NONE) json.raw("null");
  else json.number(held);
  json.raw(',"conditions":[');
  const alternatives = match.alternatives;
  const count = held == NONE ? alternatives.length : alternatives[held].length;
  for (let i = 0; i < min(count, MOST_CONDITIONS); ++i) {
    if (i > 0) json.raw(",");
    addCondition(held == NONE ? failed(alternatives[i], request)! : alternatives[held][i], request, json);
  }
  json.raw("]");
  if (count > MOST_CONDITIONS) {
    json.raw(',"more":');
    json.number(count - MOST_CONDITIONS);
  }
  json.raw("}");
}

/** The alternative that holds, or NONE. */
function holder(match: Match, request: Request): i32 {
  const alternatives = match.alternatives;
  for (let i = 0; i < alternatives.length; ++i) if (failed(alternatives[i], request) === null) return i;
  return NONE;
}

/** The first condition that does not hold; those behind it were not asked. */
function failed(conditions: Condition[], request: Request): Condition | null {
  for (let i = 0; i < conditions.length; ++i) {
    if (request.answers[conditions[i].index] != <u8>Answer.Yes) return conditions[i];
  }
  return null;
}

function addCondition(condition: Condition, request: Request, json: JsonText): void {
  const written = condition.written;
  json.raw('{"condition":"');
  addField(written.source, json);
  json.raw('"');
  addTest(written.test, json);
  const slot = condition.slot.index;
  if (request.has(slot)) addShown(Shown.Value, request, slot, json);
  else json.raw(',"value":null');
  json.raw("}");
}

/** The field of a match that names the value, as in the file: headers.x-country. */
function addField(source: WrittenSource, json: JsonText): void {
  switch (source.kind) {
    case SourceKind.Host:
      return json.raw("authority");
    case SourceKind.Path:
      return json.raw("uri");
    case SourceKind.Cookie:
      json.raw("cookies.");
      break;
    case SourceKind.QueryParam:
      json.raw("queryParams.");
      break;
    default:
      if (source.name == ":method") return json.raw("method");
      json.raw("headers.");
  }
  json.part(source.name);
}

/** How the value is compared, and with what, as in the file. */
function addTest(test: WrittenTest, json: JsonText): void {
  if (test.kind == TestKind.Present) return json.raw(',"present":true');
  if (test.kind == TestKind.Absent) return json.raw(',"present":false');
  const texts = test.texts;
  json.raw(',"');
  json.raw(comparison(test));
  json.raw('":');
  if (test.kind != TestKind.In || texts.length == 1) json.text(texts[0]);
  else addTexts(texts, json);
  if (test.isFolded) json.raw(',"ignoreCase":true');
}

function addTexts(texts: string[], json: JsonText): void {
  json.raw("[");
  for (let i = 0; i < min(texts.length, MOST_TEXTS); ++i) {
    if (i > 0) json.raw(",");
    json.text(texts[i]);
  }
  json.raw("]");
  if (texts.length <= MOST_TEXTS) return;
  json.raw(',"more":');
  json.number(texts.length - MOST_TEXTS);
}

function comparison(test: WrittenTest): string {
  switch (test.kind) {
    case TestKind.Prefix:
      return "prefix";
    case TestKind.Suffix:
      return "suffix";
    case TestKind.Contains:
      return "contains";
    case TestKind.Regex:
      return "regex";
    default:
      return test.texts.length == 1 ? "exact" : "in";
  }
}
