import { fnv1a32 } from "../hash/fnv1a32";
import { HeaderTable } from "../http/header-table";
import { Selection } from "../baggage/selection";

/** What a missing or empty header leaves in its buckets: no range is above it, so no policy matches. */
export const NO_BUCKET: u32 = u32.MAX_VALUE;

/** `hash % modulo` of one header in the current request. Rules that agree on header and modulo share it. */
export class Bucket {
  /** In [0, modulo), or NO_BUCKET. */
  value: u32 = NO_BUCKET;

  constructor(readonly modulo: u32) {}
}

/** A request header that the rules have to do with. */
export class RuleHeader {
  /** True when a line of the current request has been shown that has this name. */
  isSent: bool = false;

  constructor(readonly name: ArrayBuffer) {}

  /** Begins a request of which all lines are to be shown. */
  forget(): void {
    this.isSent = false;
  }

  /** Shows a line of this name: its value is bytes[start, end). */
  show(bytes: StaticArray<u8>, start: i32, end: i32): void {
    this.isSent = true;
  }
}

/** A request header that rules hash: read once, hashed once, however many rules look at it. */
export class HashedHeader extends RuleHeader {
  readonly buckets: Bucket[] = [];

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

  forget(): void {
    super.forget();
    const buckets = this.buckets;
    for (let i = 0, k = buckets.length; i < k; ++i) unchecked(buckets[i]).value = NO_BUCKET;
  }

  /** Of several lines of this name the first counts, as with a host that is asked for the header. */
  show(bytes: StaticArray<u8>, start: i32, end: i32): void {
    if (!this.isSent) this.see(bytes, start, end);
    super.show(bytes, start, end);
  }

  /** Takes the header's value, bytes[start, end); none at all means missing or empty. */
  see(bytes: StaticArray<u8>, start: i32, end: i32): void {
    const buckets = this.buckets;
    const hash = end > start ? fnv1a32(bytes, start, end) : 0;
    for (let i = 0, k = buckets.length; i < k; ++i) {
      const bucket = unchecked(buckets[i]);
      bucket.value = end > start ? hash % bucket.modulo : NO_BUCKET;
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
export class TagHeader extends RuleHeader {
  readonly policies: Policy[] = [];

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
  /** All headers by name, where every line of a request is looked at: they are many, or `reserved` is there; else null. */
  table: HeaderTable<RuleHeader> | null = null;
  /** Prefixes whose headers belong to the gateway besides the tag headers; null where there are none. */
  reserved: Selection | null = null;
  /** The tag headers as members of baggage, where tags go into that too. */
  carried: Selection | null = null;

  /** True when a header of the name bytes[start, end) must go from every request: it is reserved, and no tag header. */
  removes(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const reserved = this.reserved;
    return (
      reserved !== null && reserved.takes(bytes, start, end) && this.table!.find(bytes, start, end) === null
    );
  }

  /** Begins a request of which all lines are to be shown to the headers that they name. */
  forget(): void {
    for (let i = 0, k = this.headers.length; i < k; ++i) unchecked(this.headers[i]).forget();
    for (let i = 0, k = this.tagHeaders.length; i < k; ++i) unchecked(this.tagHeaders[i]).forget();
  }
}
