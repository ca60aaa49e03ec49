import { applies, NO_OVERRIDE, overrideOf } from "../applies";
import { Configuration } from "../gateway";
import { decideGiven } from "../given-request";
import { WrittenRule } from "../rule/written";
import { isSameSource, WrittenKey } from "../rule/written-key";
import { WrittenMatch, WrittenOverride } from "../rule/written-match";

/**
 * The rules as they are for a request that has `values`, whoever sends it, or, where those are null, for one to which each rule
 * applies and that no override decides. Their tag headers get `prefix`, so that those of two configurations can stand in one
 * plan.
 */
export function assumed(
  configuration: Configuration,
  prefix: string,
  values: Array<StaticArray<u8> | null> | null,
): WrittenRule[] {
  const rules = configuration.rules;
  const all: WrittenRule[] = [];
  for (let i = 0; i < rules.length; ++i) all.push(unconditional(rules[i], prefix));
  if (values === null) return all;
  const request = decideGiven(configuration.plan, values, null);
  for (let i = 0; i < rules.length; ++i) {
    const planned = configuration.plan.rules[i];
    if (planned.bucket === null) continue;
    if (!applies(planned, request)) all[i].isEnabled = false;
    const step = overrideOf(planned, request);
    if (step != NO_OVERRIDE) all[i].overrides.push(always(rules[i].overrides[step].tagValue));
  }
  return all;
}

/** An override that holds for each request. */
function always(tagValue: string): WrittenOverride {
  const match = new WrittenMatch();
  match.alternatives.push([]);
  return new WrittenOverride(match, tagValue);
}

function unconditional(rule: WrittenRule, prefix: string): WrittenRule {
  const copy = new WrittenRule(rule.path);
  copy.isEnabled = rule.isEnabled;
  copy.name = rule.name;
  copy.key = rule.key;
  copy.tagHeader = prefix + rule.tagHeader;
  copy.modulo = rule.modulo;
  copy.layer = rule.layer;
  copy.hash = rule.hash;
  copy.defaultTagValue = rule.defaultTagValue;
  copy.anonymousTagValue = rule.anonymousTagValue;
  for (let i = 0; i < rule.pins.length; ++i) copy.pins.push(rule.pins[i]);
  for (let i = 0; i < rule.policies.length; ++i) copy.policies.push(rule.policies[i]);
  return copy;
}

/**
 * The paths of what `assumed` leaves out, and of pins, which no count of hash values sees. Where it is asked for a request,
 * nothing is left out but how conditions hold for the id.
 */
export function leftOut(rules: WrittenRule[], isForRequest: bool): string[] {
  const paths: string[] = [];
  for (let i = 0; i < rules.length; ++i) {
    const rule = rules[i];
    if (!rule.isEnabled) continue;
    const key = isForRequest ? rule.key : null;
    if (isLeftOut(rule.match, key)) paths.push(rule.path + ".match");
    if (isLeftOut(rule.unless, key)) paths.push(rule.path + ".unless");
    if (areLeftOut(rule.overrides, key)) paths.push(rule.path + ".overrides");
    if (rule.pins.length > 0) paths.push(rule.path + ".pins");
  }
  return paths;
}

function areLeftOut(overrides: WrittenOverride[], key: WrittenKey | null): bool {
  for (let i = 0; i < overrides.length; ++i) if (isLeftOut(overrides[i].match, key)) return true;
  return false;
}

/** Whether a match asks for the key; without one, whether there is a match at all. */
function isLeftOut(match: WrittenMatch | null, key: WrittenKey | null): bool {
  if (match === null || key === null) return match !== null;
  for (let i = 0; i < match.alternatives.length; ++i) {
    const conditions = match.alternatives[i];
    for (let j = 0; j < conditions.length; ++j) {
      for (let k = 0; k < key.sources.length; ++k) {
        if (isSameSource(key.sources[k], conditions[j].source)) return true;
      }
    }
  }
  return false;
}
