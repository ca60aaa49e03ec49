import { WrittenRule } from "../rule/written";

/**
 * The rules as they are for a request to which each applies and that no override decides. Their tag headers get `prefix`,
 * so that those of two configurations can stand in one plan.
 */
export function assumed(rules: WrittenRule[], prefix: string): WrittenRule[] {
  const all: WrittenRule[] = [];
  for (let i = 0; i < rules.length; ++i) all.push(assumedOf(rules[i], prefix));
  return all;
}

function assumedOf(rule: WrittenRule, prefix: string): WrittenRule {
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

/** The paths of what `assumed` leaves out, and of pins, which no count of hash values sees. */
export function leftOut(rules: WrittenRule[]): string[] {
  const paths: string[] = [];
  for (let i = 0; i < rules.length; ++i) {
    const rule = rules[i];
    if (!rule.isEnabled) continue;
    if (rule.match !== null) paths.push(rule.path + ".match");
    if (rule.unless !== null) paths.push(rule.path + ".unless");
    if (rule.overrides.length > 0) paths.push(rule.path + ".overrides");
    if (rule.pins.length > 0) paths.push(rule.path + ".pins");
  }
  return paths;
}
