import { Plan } from "./plan";
import { Values } from "./values";

/** Why a rule yields its tag, or none. */
export enum Reason {
  /** A rule before it yielded for the same tag header. */
  NotAsked,
  /** The rule is off. */
  Off,
  /** The rule does not apply to the request. */
  NoMatch,
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
  /** The request matches the override that `step` names, whose tag value may be none. */
  Override,
  /** The key is one of the pin that `step` names, whose tag value may be none. */
  Pin,
}

/** What is known of a condition. */
export enum Answer {
  Unknown,
  No,
  Yes,
}

/** No rule yields for a tag header: it is removed. */
export const NOBODY = -1;

/** The bucket of a request without a key. No range is above it. */
export const NO_BUCKET: u32 = u32.MAX_VALUE;

/** The request has none of a key's sources. */
export const NO_SOURCE = -1;

/**
 * One request under a plan: what was gathered of it, and what was decided. It is made once and serves every request.
 * Only `fit`, which belongs to configuration, allocates.
 */
export class Request extends Values {
  /** True when all lines were read: then a slot without a value is a header that the request does not have. */
  isWhole: bool = false;

  /** How many values of conditions are known. */
  conditionsFound: i32 = 0;
  /** An Answer for each condition. */
  answers: StaticArray<u8> = new StaticArray<u8>(0);
  /** How many keys are found, or known to be missing. */
  keysFound: i32 = 0;
  /** For each of those, the number of its source, or NO_SOURCE. */
  sources: StaticArray<i32> = new StaticArray<i32>(0);
  /** In [0, modulo) or NO_BUCKET, for each bucket of the plan. */
  buckets: StaticArray<u32> = new StaticArray<u32>(0);
  /** For each rule, a Reason, and the number of the policy or the override. */
  reasons: StaticArray<u8> = new StaticArray<u8>(0);
  steps: StaticArray<i32> = new StaticArray<i32>(0);
  /** For each tag header, the index of the rule that yields, or NOBODY. */
  winners: StaticArray<i32> = new StaticArray<i32>(0);
  /** For each tag header, the value that it gets; null: it is removed. */
  tagValues: StaticArray<StaticArray<u8> | null> = new StaticArray<StaticArray<u8> | null>(0);
  /** What the rule that was asked last gives; null for nothing. */
  given: StaticArray<u8> | null = null;

  /** Makes room for requests under `plan`. */
  fit(plan: Plan): void {
    this.fitSlots(plan.slots);
    if (plan.conditions.length > this.answers.length) {
      this.answers = new StaticArray<u8>(plan.conditions.length);
    }
    if (plan.keys.length > this.sources.length) this.sources = new StaticArray<i32>(plan.keys.length);
    if (plan.buckets > this.buckets.length) this.buckets = new StaticArray<u32>(plan.buckets);
    if (plan.rules.length > this.reasons.length) {
      this.reasons = new StaticArray<u8>(plan.rules.length);
      this.steps = new StaticArray<i32>(plan.rules.length);
    }
    const tagHeaders = plan.tagHeaders.length;
    if (tagHeaders > this.winners.length) {
      this.winners = new StaticArray<i32>(tagHeaders);
      this.tagValues = new StaticArray<StaticArray<u8> | null>(tagHeaders);
    }
  }

  /** Begins a request whose values will stand in `bytes`; nothing is known of it. */
  begin(plan: Plan, bytes: StaticArray<u8>): void {
    this.forget(plan.slots, bytes);
    this.isWhole = false;
    this.keysFound = 0;
    this.conditionsFound = 0;
    const answers = this.answers;
    for (let i = 0, k = plan.conditions.length; i < k; ++i) unchecked((answers[i] = <u8>Answer.Unknown));
  }
}
