import { Plan } from "./plan";

/** Why a rule yields its tag, or none. */
export enum Reason {
  /** A rule before it yielded for the same tag header. */
  NotAsked,
  /** The rule is off. */
  Off,
  /** The request has no key. */
  NoBucket,
  /** The bucket is in no range. */
  NoRange,
  /** The bucket is in the range of the policy that `step` names. From here on the rule yields. */
  Policy,
  /** The bucket is in no range, and the rule has a value for that. */
  Default,
  /** The request has no key, and the rule has a value for that. */
  Anonymous,
}

/** No rule yields for a tag header: it is removed. */
export const NOBODY = -1;

/** The bucket of a request without a key. No range is above it. */
export const NO_BUCKET: u32 = u32.MAX_VALUE;

/**
 * One request under a plan: what was gathered of it, and what was decided. It is made once and serves every request.
 * Only `fit`, which belongs to configuration, allocates.
 */
export class Request {
  /** The value of slot i is bytes[starts[i], ends[i]); a start below 0 says that there is none. */
  bytes: StaticArray<u8> = new StaticArray<u8>(0);
  starts: StaticArray<i32> = new StaticArray<i32>(0);
  ends: StaticArray<i32> = new StaticArray<i32>(0);
  /** True when all lines were read: then a slot without a value is a header that the request does not have. */
  isWhole: bool = false;

  /** In [0, modulo) or NO_BUCKET, for each bucket of the plan. */
  buckets: StaticArray<u32> = new StaticArray<u32>(0);
  /** For each rule, a Reason, and the number of the policy. */
  reasons: StaticArray<u8> = new StaticArray<u8>(0);
  steps: StaticArray<i32> = new StaticArray<i32>(0);
  /** For each tag header, the index of the rule that yields, or NOBODY. */
  winners: StaticArray<i32> = new StaticArray<i32>(0);

  /** Makes room for requests under `plan`. */
  fit(plan: Plan): void {
    if (plan.slots > this.starts.length) {
      this.starts = new StaticArray<i32>(plan.slots);
      this.ends = new StaticArray<i32>(plan.slots);
    }
    if (plan.buckets > this.buckets.length) this.buckets = new StaticArray<u32>(plan.buckets);
    if (plan.rules.length > this.reasons.length) {
      this.reasons = new StaticArray<u8>(plan.rules.length);
      this.steps = new StaticArray<i32>(plan.rules.length);
    }
    const tagHeaders = plan.tagHeaders.length;
    if (tagHeaders > this.winners.length) this.winners = new StaticArray<i32>(tagHeaders);
  }

  /** Begins a request whose values will stand in `bytes`; nothing is known of it. */
  begin(plan: Plan, bytes: StaticArray<u8>): void {
    this.bytes = bytes;
    this.isWhole = false;
    const starts = this.starts;
    for (let i = 0, k = plan.slots; i < k; ++i) unchecked((starts[i] = -1));
  }

  /** Puts bytes[start, end) into a slot. */
  put(slot: i32, start: i32, end: i32): void {
    unchecked((this.starts[slot] = start));
    unchecked((this.ends[slot] = end));
  }

  /** True when the slot has a value, if only an empty one. */
  has(slot: i32): bool {
    return unchecked(this.starts[slot]) >= 0;
  }
}
