import { Plan, Rule } from "./plan";
import { Reason } from "./request";

/** One of the ways in which a rule can decide a request. */
export class Outcome {
  constructor(
    readonly rule: Rule,
    readonly reason: Reason,
    /** Which policy it is, where the reason has several. */
    readonly step: i32,
    /** What the tagHeader then gets; null for nothing. */
    readonly tagValue: StaticArray<u8> | null,
  ) {}
}

/** Every outcome that each rule of the plan can have. Those of one reason stand together, by their steps. */
export function outcomesOf(plan: Plan): Outcome[] {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < plan.tagHeaders.length; ++i) {
    const rules = plan.tagHeaders[i].rules;
    for (let j = 0; j < rules.length; ++j) {
      if (j > 0) outcomes.push(new Outcome(rules[j], Reason.NotAsked, 0, null));
      addOutcomes(rules[j], outcomes);
    }
  }
  return outcomes;
}

/** Those of a rule that is asked. */
function addOutcomes(rule: Rule, outcomes: Outcome[]): void {
  if (rule.bucket === null) {
    outcomes.push(new Outcome(rule, Reason.Off, 0, null));
    return;
  }
  if (rule.match !== null || rule.unless !== null) outcomes.push(new Outcome(rule, Reason.NoMatch, 0, null));
  for (let i = 0; i < rule.overrides.length; ++i) {
    outcomes.push(new Outcome(rule, Reason.Override, i, rule.overrides[i].tagValue));
  }
  const pins = rule.pins;
  for (let i = 0; pins !== null && i < pins.list.length; ++i) {
    outcomes.push(new Outcome(rule, Reason.Pin, i, pins.list[i].tagValue));
  }
  for (let i = 0; i < rule.policies.length; ++i) {
    outcomes.push(new Outcome(rule, Reason.Policy, i, rule.policies[i].tagValue));
  }
  const byDefault = rule.defaultTagValue;
  outcomes.push(new Outcome(rule, byDefault === null ? Reason.NoRange : Reason.Default, 0, byDefault));
  const anonymous = rule.anonymousTagValue;
  outcomes.push(new Outcome(rule, anonymous === null ? Reason.NoBucket : Reason.Anonymous, 0, anonymous));
}
