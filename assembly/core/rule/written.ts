import { WrittenMatch, WrittenOverride } from "./written-match";
import { WrittenHash } from "./written-hash";
import { WrittenKey } from "./written-key";
import { WrittenSchedule } from "./written-schedule";

/** The buckets [from, range) get `tagValue`. Those of one rule stand in ascending order and share no bucket. */
export class WrittenPolicy {
  constructor(
    readonly path: string,
    readonly from: i64,
    readonly range: i64,
    readonly tagValue: string,
    /** How the range moves, which then stands for its highest; null for one that stays. */
    readonly schedule: WrittenSchedule | null = null,
  ) {}
}

/** Ids that get `tagValue` whatever their bucket is; "" for no tag. */
export class WrittenPin {
  constructor(
    readonly ids: string[],
    readonly tagValue: string,
  ) {}
}

/**
 * A rule as checked data: what the readers of a file give, and what a plan is compiled from. What could not be read is
 * empty, or modulo 0.
 */
export class WrittenRule {
  /** False: it tags nobody, and still owns its tagHeader. */
  isEnabled: bool = true;
  name: string = "";
  key: WrittenKey = new WrittenKey();
  /** In lower case. */
  tagHeader: string = "";
  modulo: i64 = 0;
  /** Where it applies; null for everywhere, and in `unless` for no exception. */
  match: WrittenMatch | null = null;
  unless: WrittenMatch | null = null;
  /** What it decides before it hashes. */
  readonly overrides: WrittenOverride[] = [];
  readonly pins: WrittenPin[] = [];
  /** The group of rules of which at most one has a user; "" for none. */
  layer: string = "";
  /** Its `salt`, `hash` or `layer`; null for the plain hash. */
  hash: WrittenHash | null = null;
  readonly policies: WrittenPolicy[] = [];
  /** What a user in no range gets; "" for nothing, as below. */
  defaultTagValue: string = "";
  /** What a request without a key gets. */
  anonymousTagValue: string = "";

  constructor(readonly path: string) {}

  /** True when its policies tag nobody: range 0, or weights of 0 only. */
  get isForNobody(): bool {
    const policies = this.policies;
    return policies[policies.length - 1].range == 0; // the highest, as is checked
  }

  /** Its name, or its tagHeader where it has none. */
  get knownAs(): string {
    return this.name.length > 0 ? this.name : this.tagHeader;
  }
}
