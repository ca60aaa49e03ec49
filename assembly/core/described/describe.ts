import { Configuration } from "../gateway";
import { Bucket, Policy, Rule } from "../plan/plan";
import { WrittenPin, WrittenRule } from "../rule/written";
import { JsonText } from "../text/json-text";
import { stepsOf } from "./hash";
import { addMatch } from "./match";
import { addKey, addTexts } from "./source";

/**
 * Writes what the rules do as JSON, for whoever has to say it in another language: in the order of the file, ranges as they
 * are now. False when it had no room.
 */
export function describe(configuration: Configuration, json: JsonText): bool {
  json.bytes.clear();
  json.raw('{"rules":[');
  const rules = configuration.rules;
  for (let i = 0; i < rules.length; ++i) {
    if (i > 0) json.raw(",");
    addRule(rules[i], configuration.plan.rules[i], json);
  }
  json.raw("]}");
  return !json.bytes.isOver;
}

function addRule(written: WrittenRule, rule: Rule, json: JsonText): void {
  json.raw('{"rule":');
  json.text(rule.name);
  json.raw(',"path":');
  json.text(written.path);
  json.raw(',"tagHeader":');
  json.text(written.tagHeader);
  json.raw(',"key":');
  addKey(written.key, json);
  json.raw(',"bucket":');
  addBucket(rule.bucket, json);
  json.raw(',"match":');
  addMatch(written.match, written.key, json);
  json.raw(',"unless":');
  addMatch(written.unless, written.key, json);
  json.raw(',"overrides":[');
  for (let i = 0; i < written.overrides.length; ++i) {
    json.raw(i > 0 ? ',{"match":' : '{"match":');
    addMatch(written.overrides[i].match, written.key, json);
    addValue("tagValue", written.overrides[i].tagValue, json);
    json.raw("}");
  }
  addPins(written.pins, json);
  addPolicies(written, rule.policies, json);
  addValue("defaultTagValue", written.defaultTagValue, json);
  addValue("anonymousTagValue", written.anonymousTagValue, json);
  json.raw("}");
}

/** Null for a rule that is off. */
function addBucket(bucket: Bucket | null, json: JsonText): void {
  if (bucket === null) return json.raw("null");
  const steps = stepsOf(bucket.written);
  json.raw('{"algorithm":');
  json.text(steps.algorithm);
  json.raw(',"seed":');
  json.text(steps.seed.toString()); // JSON's readers round what has more than 53 bits
  json.raw(',"before":');
  json.text(steps.before);
  json.raw(',"after":');
  json.text(steps.after);
  json.raw(',"then":');
  json.text(steps.then);
  json.raw(',"to":');
  json.text(steps.bucket);
  json.raw(',"modulo":');
  json.number(bucket.modulo);
  json.raw("}");
}

function addPins(pins: WrittenPin[], json: JsonText): void {
  json.raw('],"pins":[');
  for (let i = 0; i < pins.length; ++i) {
    json.raw(i > 0 ? ',{"ids":' : '{"ids":');
    addTexts(pins[i].ids, json);
    addValue("tagValue", pins[i].tagValue, json);
    json.raw("}");
  }
}

function addPolicies(written: WrittenRule, policies: StaticArray<Policy>, json: JsonText): void {
  json.raw('],"policies":[');
  for (let i = 0; i < policies.length; ++i) {
    json.raw(i > 0 ? ',{"from":' : '{"from":');
    json.number(policies[i].from);
    json.raw(',"range":');
    json.number(policies[i].range);
    addValue("tagValue", written.policies[i].tagValue, json);
    json.raw("}");
  }
  json.raw("]");
}

/** Null for "", which is no tag value. */
function addValue(name: string, tagValue: string, json: JsonText): void {
  json.raw(",");
  json.text(name);
  json.raw(":");
  if (tagValue.length == 0) json.raw("null");
  else json.text(tagValue);
}
