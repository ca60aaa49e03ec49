import { fnv1a32 } from "./hash";
import { Selection } from "./propagation/selection";

/** What a missing or empty header leaves in its buckets: no range is above it, so no policy matches. */
export const NO_BUCKET: u32 = u32.MAX_VALUE;

/** `hash % modulo` of one header in the current request. Rules that agree on header and modulo share it. */
export class Bucket {
  /** In [0, modulo), or NO_BUCKET. */
  value: u32 = NO_BUCKET;

  constructor(readonly modulo: u32) {}
}

/** A request header that rules hash: read once, hashed once, however many rules look at it. */
export class HashedHeader {
  readonly buckets: Bucket[] = [];

  constructor(readonly name: ArrayBuffer) {}

  /** The one bucket of this modulo, which is at least 1. */
  bucketOf(modulo: u32): Bucket {
    const buckets = this.buckets;
    for (let i = 0; i < buckets.length; ++i) {
      if (buckets[i].modulo == modulo) return buckets[i];
    }
    const bucket = new Bucket(modulo);
    buckets.push(bucket);
    return bucket;
  }

  /** Takes the header's value, the first `length` bytes of `value`; a length of 0 or below means missing or empty. */
  see(value: StaticArray<u8>, length: i32): void {
    const buckets = this.buckets;
    const hash = length > 0 ? fnv1a32(value, length) : 0;
    for (let i = 0, k = buckets.length; i < k; ++i) {
      const bucket = unchecked(buckets[i]);
      bucket.value = length > 0 ? hash % bucket.modulo : NO_BUCKET;
    }
  }
}

/** Buckets [0, range) get the tag value, unless a policy before this one has them. */
export class Policy {
  constructor(
    readonly bucket: Bucket,
    readonly range: u32,
    readonly tagValue: ArrayBuffer,
  ) {}
}

/**
 * A request header that belongs to the gateway. Its policies are those of all the rules that name it, in the order
 * of the file: "the first rule that yields a value" and "the first policy that matches" are one search.
 */
export class TagHeader {
  readonly policies: Policy[] = [];

  constructor(readonly name: ArrayBuffer) {}

  /** The tag value for what the hashed headers saw last; null: nobody tags this request, the header must go. */
  choose(): ArrayBuffer | null {
    const policies = this.policies;
    for (let i = 0, k = policies.length; i < k; ++i) {
      const policy = unchecked(policies[i]);
      if (policy.bucket.value < policy.range) return policy.tagValue;
    }
    return null;
  }
}

/** A configuration compiled for the request path: show each hashed header its value, then ask each tag header. */
export class RuleSet {
  readonly headers: HashedHeader[] = [];
  readonly tagHeaders: TagHeader[] = [];
  /** How many rules were compiled into it. */
  size: i32 = 0;
  /** The tag headers as members of baggage, where tags go into that too. */
  carried: Selection | null = null;
}
