import { Selection } from "../baggage/selection";
import { BucketHash } from "../hash/bucket-hash";
import { Table } from "../hash/table";
import { WrittenHash } from "../rule/written-hash";
import { WrittenKey } from "../rule/written-key";
import { AnswerPlan } from "./answer";
import { Condition } from "./condition";
import { Debug } from "./debug";
import { Match, Override } from "./match";
import { Pins } from "./pins";
import { Schedule } from "./schedule";
import { Read, Slot, Sought } from "./slot";

/** Whose request it is: the first of `sources` that the request has is hashed, once for all buckets. */
export class Key {
  buckets: StaticArray<Bucket> = [];

  constructor(
    readonly index: i32,
    readonly sources: StaticArray<Sought>,
    /** As the rules have it. */
    readonly written: WrittenKey,
  ) {}
}

/** The bucket of a key, in [0, modulo). It stands at `index` in the Request. Rules that agree on all of it share it. */
export class Bucket {
  constructor(
    readonly index: i32,
    readonly key: Key,
    readonly modulo: u32,
    /** As the rules have it; null for the plain hash. */
    readonly written: WrittenHash | null,
    /** What does that; null for the plain hash, which all plain buckets of a key share. */
    readonly hash: BucketHash | null,
  ) {}

  /** The bucket of a key with this plain hash. */
  of(hash: u32): u32 {
    return hash % this.modulo;
  }
}

/** The buckets [from, range) get the tag value, unless a policy before this one has them. */
export class Policy {
  /** It moves where there is a schedule: the one thing in a plan that changes. It starts out with nobody. */
  range: u32;

  constructor(
    readonly from: u32,
    readonly tagValue: StaticArray<u8>,
    readonly schedule: Schedule | null,
  ) {
    this.range = from;
  }
}

/** What one rule of the file came to. Its decision stands at `index` in the Request. */
export class Rule {
  /** What it goes by: its name, or its tagHeader where it has none. */
  name: string = "";
  /** Where it applies; null for everywhere, and in `unless` for no exception. */
  match: Match | null = null;
  unless: Match | null = null;
  /** What decides before the bucket does, in order. */
  readonly overrides: Override[] = [];
  /** True where one of these asks something of the request: most rules take every request alike. */
  isConditional: bool = false;
  /** Ids for which it does not either; null where there are none. */
  pins: Pins | null = null;

  constructor(
    readonly index: i32,
    /** Null for a rule that is off: nothing else of it counts then. */
    readonly bucket: Bucket | null,
    readonly policies: StaticArray<Policy>,
    /** What a user in no range gets; null for nothing. */
    readonly defaultTagValue: StaticArray<u8> | null,
    /** What a request without a key gets; null for nothing. */
    readonly anonymousTagValue: StaticArray<u8> | null,
  ) {}
}

/** A request header that belongs to the gateway, with the rules that name it in the order of the file. */
export class TagHeader {
  rules: StaticArray<Rule> = [];

  constructor(
    readonly name: StaticArray<u8>,
    /** Tells whether the request has the header, where all lines are read. */
    readonly slot: Slot,
  ) {}

  /** True when some request can get the header; else it is only removed. */
  get canYield(): bool {
    const rules = this.rules;
    for (let i = 0; i < rules.length; ++i) if (rules[i].bucket !== null) return true;
    return false;
  }
}

/** What a configuration compiles to. A request changes nothing in it, and time only the ranges that have a schedule. */
export class Plan {
  /** The slots of all headers by name, for a plan that reads every line: it has many headers, or `reserved`. Else null. */
  table: Table<Slot> | null = null;
  /** Prefixes whose headers belong to the gateway besides the tag headers; null where there are none. */
  reserved: Selection | null = null;
  /** The tag headers as members of baggage, where tags go into that too. */
  carried: Selection | null = null;
  /** Where an operator may ask for what is decided; null where nobody may. */
  debug: Debug | null = null;
  /** What answers tell browsers; null for nothing. */
  answer: AnswerPlan | null = null;
  /** True when the decisions are counted, for metrics. */
  isCounted: bool = false;

  constructor(
    /** What the host may be asked for. */
    readonly reads: StaticArray<Read>,
    /** What rules ask of a request; each once. */
    readonly conditions: StaticArray<Condition>,
    readonly keys: StaticArray<Key>,
    readonly rules: StaticArray<Rule>,
    readonly tagHeaders: StaticArray<TagHeader>,
    /** The policies that have a schedule. */
    readonly scheduled: StaticArray<Policy>,
    /** How many buckets its keys have. */
    readonly buckets: i32,
    /** How many slots a request has. */
    readonly slots: i32,
  ) {}

  /** Moves every range that has a schedule to where it is at `second`, since 1970. Until then these policies have nobody. */
  at(second: i64): void {
    const scheduled = this.scheduled;
    for (let i = 0, k = scheduled.length; i < k; ++i) {
      const policy = unchecked(scheduled[i]);
      policy.range = policy.schedule!.rangeAt(second, policy.from);
    }
  }

  /** How many of its reads most requests take. */
  get asked(): i32 {
    let count = 0;
    for (let i = 0; i < this.reads.length; ++i) if (!this.reads[i].isFallback) ++count;
    return count;
  }

  /** True when a header of the name bytes[start, end) must go from every request: it is reserved, and no tag header. */
  removes(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const reserved = this.reserved;
    if (reserved === null || !reserved.takes(bytes, start, end)) return false;
    return this.table!.find(bytes, start, end) === null;
  }
}
