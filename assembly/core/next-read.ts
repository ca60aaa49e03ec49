import { applies, NO_OVERRIDE, overrideOf } from "./applies";
import { AnswerPlan } from "./plan/answer";
import { Key, Plan } from "./plan/plan";
import { NO_SOURCE, Request } from "./plan/request";
import { Asked, Read } from "./plan/slot";

/**
 * The next value that the host must be asked for before the request can be decided, or null. The first source that the
 * request has is the key: those behind it are not asked for, and an id in no range does not lead to them.
 */
export function nextRead(plan: Plan, request: Request): Read | null {
  const conditions = plan.conditions;
  for (let i = request.conditionsFound, k = conditions.length; i < k; ++i) {
    const read = unchecked(conditions[i]).slot.seek(request);
    if (read !== null) return read;
    request.conditionsFound = i + 1;
  }
  const keys = plan.keys;
  for (let i = request.keysFound, k = keys.length; i < k; ++i) {
    const read = findSource(plan, unchecked(keys[i]), i, request);
    if (read !== null) return read;
    request.keysFound = i + 1;
  }
  return null;
}

/** The same for what the answer to the request is to say. */
export function nextReadOfAnswer(answer: AnswerPlan, request: Request): Read | null {
  const cookie = answer.cookie;
  return cookie === null ? null : cookie.seen.seek(request);
}

/** Finds the key's source as far as the values are known; else returns the read that it needs. */
function findSource(plan: Plan, key: Key, index: i32, request: Request): Read | null {
  const sources = key.sources;
  let found = NO_SOURCE;
  for (let i = 0, k = sources.length; i < k && found == NO_SOURCE; ++i) {
    const source = unchecked(sources[i]);
    const read = source.seek(request);
    if (read !== null && read.asked == Asked.MintedId && !isWanted(plan, key, request)) break;
    if (read !== null) return read;
    if (request.isPresent(source.index)) found = i;
  }
  unchecked((request.sources[index] = found));
  return null;
}

/** True when a rule asks for the bucket of the key: then an id is made where there is none. */
function isWanted(plan: Plan, key: Key, request: Request): bool {
  const rules = plan.rules;
  for (let i = 0, k = rules.length; i < k; ++i) {
    const rule = unchecked(rules[i]);
    const bucket = rule.bucket;
    if (bucket === null || bucket.key !== key) continue;
    if (applies(rule, request) && overrideOf(rule, request) == NO_OVERRIDE) return true;
  }
  return false;
}
