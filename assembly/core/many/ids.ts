import { decide } from "../decide";
import { gather, giveId, roomFor } from "../given-request";
import { Plan, Rule } from "../plan/plan";
import { NO_BUCKET, NOBODY, Reason, Request } from "../plan/request";

/** What stands in a row where a tag header is removed. */
const NOTHING = 0;

/**
 * Decides requests of many ids: ids[start, ends[0]), ids[ends[0], ends[1]), …, each as decideGiven does. The answer has a row
 * an id: for each tag header the number of its value in `tagValuesOf`, and for each rule its bucket and its reason.
 */
export function decideIds(
  plan: Plan,
  values: Array<StaticArray<u8> | null>,
  ids: StaticArray<u8>,
  ends: StaticArray<u32>,
): Uint32Array {
  const firsts = firstsOf(plan);
  const tagHeaders = plan.tagHeaders.length;
  const width = tagHeaders + 2 * plan.rules.length;
  const rows = new Uint32Array(width * ends.length);
  const request = new Request();
  request.fit(plan);
  const bytes = new StaticArray<u8>(roomFor(plan, values, longest(ends)));
  for (let i = 0, at = 0, start = 0; i < ends.length; ++i) {
    const end = <i32>unchecked(ends[i]);
    request.begin(plan, bytes);
    giveId(plan, request, ids, start, end);
    gather(plan, values, request);
    decide(plan, request);
    for (let j = 0; j < tagHeaders; ++j) unchecked((rows[at++] = numberOf(plan, request, j, firsts)));
    at = addRules(plan, request, rows, at);
    start = end;
  }
  return rows;
}

/** The tag values that rules can give, by their numbers in the rows of `decideIds`; null first, for none. */
export function tagValuesOf(plan: Plan): Array<StaticArray<u8> | null> {
  const tagValues: Array<StaticArray<u8> | null> = [null];
  for (let i = 0; i < plan.rules.length; ++i) {
    const rule = plan.rules[i];
    tagValues.push(rule.defaultTagValue);
    tagValues.push(rule.anonymousTagValue);
    for (let j = 0; j < rule.policies.length; ++j) tagValues.push(rule.policies[j].tagValue);
    for (let j = 0; j < rule.overrides.length; ++j) tagValues.push(rule.overrides[j].tagValue);
    const pins = rule.pins;
    for (let j = 0; pins !== null && j < pins.list.length; ++j) tagValues.push(pins.list[j].tagValue);
  }
  return tagValues;
}

/** The number of the first value of each rule. */
function firstsOf(plan: Plan): StaticArray<i32> {
  const firsts = new StaticArray<i32>(plan.rules.length);
  let next = NOTHING + 1;
  for (let i = 0; i < plan.rules.length; ++i) {
    firsts[i] = next;
    const rule = plan.rules[i];
    const pins = rule.pins;
    next += 2 + rule.policies.length + rule.overrides.length + (pins === null ? 0 : pins.list.length);
  }
  return firsts;
}

function numberOf(plan: Plan, request: Request, tagHeader: i32, firsts: StaticArray<i32>): u32 {
  const winner = unchecked(request.winners[tagHeader]);
  if (winner == NOBODY) return NOTHING;
  const rule = unchecked(plan.rules[winner]);
  const first = unchecked(firsts[winner]);
  const reason = <Reason>unchecked(request.reasons[winner]);
  if (reason == Reason.Default) return first;
  if (reason == Reason.Anonymous) return first + 1;
  return first + 2 + unchecked(request.steps[winner]) + before(rule, reason);
}

/** How many steps of a rule stand before those of a reason. */
function before(rule: Rule, reason: Reason): i32 {
  if (reason == Reason.Policy) return 0;
  return rule.policies.length + (reason == Reason.Pin ? rule.overrides.length : 0);
}

function addRules(plan: Plan, request: Request, rows: Uint32Array, start: i32): i32 {
  const rules = plan.rules;
  let at = start;
  for (let i = 0, k = rules.length; i < k; ++i) {
    const bucket = unchecked(rules[i]).bucket;
    unchecked((rows[at++] = bucket === null ? NO_BUCKET : request.buckets[bucket.index]));
    unchecked((rows[at++] = request.reasons[i]));
  }
  return at;
}

function longest(ends: StaticArray<u32>): i32 {
  let most: u32 = 0;
  for (let i = 0, start: u32 = 0; i < ends.length; ++i) {
    most = max(most, ends[i] - start);
    start = ends[i];
  }
  return <i32>most;
}
