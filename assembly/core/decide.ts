import { applies, NO_OVERRIDE, overrideOf } from "./applies";
import { fnv1a32 } from "./hash/fnv1a32";
import { Pin, Pins } from "./plan/pins";
import { Key, Plan, Rule, TagHeader } from "./plan/plan";
import { NO_BUCKET, NO_SOURCE, NOBODY, Reason, Request } from "./plan/request";

/** Decides a request of which `nextRead` wants nothing more: which rule yields for each tag header, and why the others do not. */
export function decide(plan: Plan, request: Request): void {
  findBuckets(plan, request);
  choose(plan, request);
}

/** The same for a request whose buckets are found. */
export function choose(plan: Plan, request: Request): void {
  const tagHeaders = plan.tagHeaders;
  for (let i = 0, k = tagHeaders.length; i < k; ++i) {
    unchecked((request.winners[i] = firstThatYields(unchecked(tagHeaders[i]), request)));
    unchecked((request.tagValues[i] = request.given));
  }
}

function findBuckets(plan: Plan, request: Request): void {
  const keys = plan.keys;
  for (let i = 0, k = keys.length; i < k; ++i) {
    const key = unchecked(keys[i]);
    const source = unchecked(request.sources[i]);
    if (source == NO_SOURCE) lackBuckets(key, request);
    else fillBuckets(key, unchecked(key.sources[source]).index, request);
  }
}

function lackBuckets(key: Key, request: Request): void {
  const buckets = key.buckets;
  for (let i = 0, k = buckets.length; i < k; ++i) {
    unchecked((request.buckets[unchecked(buckets[i]).index] = NO_BUCKET));
  }
}

function fillBuckets(key: Key, slot: i32, request: Request): void {
  const start = unchecked(request.starts[slot]);
  const end = unchecked(request.ends[slot]);
  const hash = fnv1a32(request.bytes, start, end);
  const buckets = key.buckets;
  for (let i = 0, k = buckets.length; i < k; ++i) {
    const bucket = unchecked(buckets[i]);
    const other = bucket.hash;
    const value = other === null ? bucket.of(hash) : other.bucketOf(request.bytes, start, end);
    unchecked((request.buckets[bucket.index] = value));
  }
}

/** The index of the rule that yields for a tag header, or NOBODY; `request.given` is then what it gives. The buckets are found. */
export function firstThatYields(tagHeader: TagHeader, request: Request): i32 {
  const rules = tagHeader.rules;
  let winner = NOBODY;
  request.given = null;
  for (let i = 0, k = rules.length; i < k; ++i) {
    const rule = unchecked(rules[i]);
    const reason = winner == NOBODY ? reasonOf(rule, request) : Reason.NotAsked;
    unchecked((request.reasons[rule.index] = <u8>reason));
    if (reason >= Reason.Policy) winner = rule.index;
  }
  return winner;
}

/** Where the rule yields, `request.given` is then what it gives; else null. */
function reasonOf(rule: Rule, request: Request): Reason {
  const bucket = rule.bucket;
  if (bucket === null) return Reason.Off;
  if (rule.isConditional) {
    if (!applies(rule, request)) return Reason.NoMatch;
    const step = overrideOf(rule, request);
    if (step != NO_OVERRIDE) {
      unchecked((request.steps[rule.index] = step));
      request.given = unchecked(rule.overrides[step]).tagValue;
      return Reason.Override;
    }
  }
  const value = unchecked(request.buckets[bucket.index]);
  if (value == NO_BUCKET) {
    request.given = rule.anonymousTagValue;
    return rule.anonymousTagValue === null ? Reason.NoBucket : Reason.Anonymous;
  }
  if (rule.pins !== null) {
    const pin = pinOf(rule.pins!, bucket.key, request);
    if (pin !== null) {
      unchecked((request.steps[rule.index] = pin.index));
      request.given = pin.tagValue;
      return Reason.Pin;
    }
  }
  const policies = rule.policies;
  for (let i = 0, k = policies.length; i < k; ++i) {
    const policy = unchecked(policies[i]);
    if (value >= policy.range) continue;
    if (policy.from > value) break; // it lies in a gap: the policies that follow begin above this one
    unchecked((request.steps[rule.index] = i));
    request.given = policy.tagValue;
    return Reason.Policy;
  }
  request.given = rule.defaultTagValue;
  return rule.defaultTagValue === null ? Reason.NoRange : Reason.Default;
}

/** The pin of a key that the request has, or null. */
function pinOf(pins: Pins, key: Key, request: Request): Pin | null {
  const slot = unchecked(key.sources[unchecked(request.sources[key.index])]).index;
  return pins.find(request.bytes, unchecked(request.starts[slot]), unchecked(request.ends[slot]));
}
