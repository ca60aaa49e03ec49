import { Condition } from "./plan/condition";
import { Match } from "./plan/match";
import { Rule } from "./plan/plan";
import { Answer, Request } from "./plan/request";

/** The number of no override. */
export const NO_OVERRIDE = -1;

/** True when a rule applies to a request: its `match` holds, and its `unless` does not. */
export function applies(rule: Rule, request: Request): bool {
  const match = rule.match;
  if (match !== null && !matches(match, request)) return false;
  const unless = rule.unless;
  return unless === null || !matches(unless, request);
}

/** The first override of a rule that holds, or NO_OVERRIDE. */
export function overrideOf(rule: Rule, request: Request): i32 {
  const overrides = rule.overrides;
  for (let i = 0, k = overrides.length; i < k; ++i) {
    if (matches(unchecked(overrides[i]).match, request)) return i;
  }
  return NO_OVERRIDE;
}

function matches(match: Match, request: Request): bool {
  const alternatives = match.alternatives;
  for (let i = 0, k = alternatives.length; i < k; ++i) {
    if (allHold(unchecked(alternatives[i]), request)) return true;
  }
  return false;
}

function allHold(conditions: Condition[], request: Request): bool {
  for (let i = 0, k = conditions.length; i < k; ++i)
    if (!holds(unchecked(conditions[i]), request)) return false;
  return true;
}

/** A value is looked at once, however many ask. */
function holds(condition: Condition, request: Request): bool {
  let answer = <Answer>unchecked(request.answers[condition.index]);
  if (answer == Answer.Unknown) {
    answer = condition.holds(request) ? Answer.Yes : Answer.No;
    unchecked((request.answers[condition.index] = <u8>answer));
  }
  return answer == Answer.Yes;
}
