import { addConditions } from "./explain-match";
import { addGap, addPolicy } from "./explain-range";
import { addShown, Shown } from "./explain-value";
import { Bucket, Key, Plan, Rule } from "./plan/plan";
import { reasonName } from "./plan/reason-name";
import { NO_BUCKET, NO_SOURCE, Reason, Request } from "./plan/request";
import { kindName } from "./rule/source-kind";
import { WrittenSource } from "./rule/written-key";
import { JsonText } from "./text/json-text";

/** The room that must be left behind a tag header, and behind a rule, for what ends them and the text. */
const END = 32;
const END_OF_RULES = 48;

/**
 * Writes how a decided request came to its tags, as JSON: each tag header with its value, and each of its rules with the
 * reason, the key and where that stood, the bucket, the conditions, and the policy. What has no room is left out, "isWhole" is then false,
 * and so is the answer. It only reads what `decide` has stored. Allocates nothing.
 */
export function explain(plan: Plan, request: Request, json: JsonText): bool {
  json.bytes.clear();
  json.raw('{"tagHeaders":[');
  let isWhole = true;
  for (let i = 0; isWhole && i < plan.tagHeaders.length; ++i) {
    const start = json.bytes.length;
    if (i > 0) json.raw(",");
    isWhole = addTagHeader(plan, request, i, json);
    if (!hasRoom(END, json)) json.bytes.cut(start);
  }
  json.raw(isWhole ? '],"isWhole":true}' : '],"isWhole":false}');
  return isWhole;
}

/** False when not all of it had room. */
function addTagHeader(plan: Plan, request: Request, index: i32, json: JsonText): bool {
  const tagHeader = plan.tagHeaders[index];
  json.raw('{"tagHeader":');
  json.octets(tagHeader.name, 0, tagHeader.name.length);
  addTagValue(unchecked(request.tagValues[index]), json);
  json.raw(',"rules":[');
  const rules = tagHeader.rules;
  for (let i = 0; i < rules.length; ++i) {
    const start = json.bytes.length;
    if (i > 0) json.raw(",");
    addRule(request, rules[i], json);
    if (hasRoom(END_OF_RULES, json)) continue;
    json.bytes.cut(start);
    json.raw("]}");
    return false;
  }
  json.raw("]}");
  return hasRoom(END, json);
}

function hasRoom(more: i32, json: JsonText): bool {
  return !json.bytes.isOver && json.bytes.length + more <= json.bytes.data.length;
}

function addTagValue(tagValue: StaticArray<u8> | null, json: JsonText): void {
  json.raw(',"tagValue":');
  if (tagValue === null) json.raw("null");
  else json.octets(tagValue, 0, tagValue.length);
}

function addRule(request: Request, rule: Rule, json: JsonText): void {
  const reason = <Reason>request.reasons[rule.index];
  json.raw('{"rule":');
  json.text(rule.name);
  json.raw(',"reason":');
  json.text(reasonName(reason));
  const bucket = rule.bucket;
  if (bucket !== null) addBucket(request, bucket, json);
  const step = request.steps[rule.index];
  addConditions(rule, reason, step, request, json);
  if (reason == Reason.Policy) {
    addPolicy(rule.policies[step], json);
    addStep("policy", step, rule.policies[step].tagValue, json);
  } else if (reason == Reason.NoRange || reason == Reason.Default) {
    addGap(rule, request.buckets[bucket!.index], bucket!.modulo, json);
  } else if (reason == Reason.Override) addStep("override", step, rule.overrides[step].tagValue, json);
  else if (reason == Reason.Pin) addStep("pin", step, rule.pins!.list[step].tagValue, json);
  json.raw("}");
}

function addBucket(request: Request, bucket: Bucket, json: JsonText): void {
  addKey(bucket.key, request.sources[bucket.key.index], request, json);
  const value = request.buckets[bucket.index];
  json.raw(',"bucket":');
  if (value == NO_BUCKET) json.raw("null");
  else json.number(value);
  json.raw(',"modulo":');
  json.number(bucket.modulo);
}

function addKey(key: Key, source: i32, request: Request, json: JsonText): void {
  if (source == NO_SOURCE) {
    json.raw(',"source":null,"key":null');
    return addSought(key.written.sources, json);
  }
  json.raw(',"source":{"index":');
  json.number(source);
  json.raw(",");
  addSource(key.written.sources[source], json);
  addShown(Shown.Key, request, key.sources[source].index, json);
}

/** The sources of which the request has none. */
function addSought(sources: WrittenSource[], json: JsonText): void {
  json.raw(',"sought":[');
  for (let i = 0; i < sources.length; ++i) {
    json.raw(i > 0 ? ",{" : "{");
    addSource(sources[i], json);
  }
  json.raw("]");
}

function addSource(source: WrittenSource, json: JsonText): void {
  json.text(kindName(source.kind));
  json.raw(":");
  json.text(source.name);
  json.raw("}");
}

/** Which override, pin or policy of the rule it is that decides. */
function addStep(name: string, step: i32, tagValue: StaticArray<u8> | null, json: JsonText): void {
  json.raw(",");
  json.text(name);
  json.raw(":");
  json.number(step);
  addTagValue(tagValue, json);
}
