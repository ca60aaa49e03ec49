// The core's counts of who gets what: this file and core.ts alone call the compiled core.
import * as core from "#core";
import type { Rules, Values } from "../core.js";

/** A tag header of a census. */
export interface Counted {
  name: string;
  /** Of two configurations, whether it is the second one's. */
  isAfter: boolean;
  /** What it can get. Tag values have numbers: that of their place in this list; 0 is null, no tag. */
  tagValues: (string | null)[];
  /** For each, whether nothing but a default gives it, or it is no tag. */
  areDefaults: boolean[];
}

/** Ids in UTF-8, one behind the other: each ends where `ends` says. An empty one stands for nobody. */
export interface Ids {
  bytes: Uint8Array;
  ends: Uint32Array;
}

/**
 * Who gets what under some rules: an id is the key, from whatever source. Where no request is given, each rule applies, and no
 * override decides. Tag headers go by their numbers in `tagHeaders`.
 */
export class Census {
  readonly tagHeaders: readonly Counted[];
  /** How many keys the rules have. */
  readonly keys: number;

  private constructor(private readonly handle: ReturnType<typeof core.census>) {
    this.keys = core.keyCount(handle);
    this.tagHeaders = core.censusTagHeaders(handle).map((name, i) => ({
      name: name.trimStart(),
      isAfter: name.startsWith(" "),
      tagValues: [null, ...core.tagValues(handle, i)],
      areDefaults: [true, ...core.areDefaults(handle, i)],
    }));
  }

  /** Of rules without errors, as they are at `second`, since 1970, for requests that have `request` beside the id. */
  static of(rules: Rules, second: number, request?: Values): Census {
    return new Census(core.census(rules.configuration, second, request ? rules.values(request) : null));
  }

  /** Of two such, the second of which follows on the first: then `isAfter` tells the tag headers apart. */
  static ofBoth(before: Rules, after: Rules, second: number, request?: Values): Census {
    const [old, now] = [before, after].map((rules) => (request ? rules.values(request) : null));
    return new Census(core.censusOfBoth(before.configuration, after.configuration, second, old!, now!));
  }

  /**
   * What shares of all users get which tags under some tag headers together, in rows of a share and the number of each tag
   * value; several rows may say the same tags. "exact": counted over all values of the hash; "independent": those of
   * several hashes, multiplied; null where the hashes go together, or come to too many combinations. `steps` is how long
   * it takes: about a hundred million a second.
   */
  joint(tagHeaders: readonly number[]): {
    kind: "exact" | "independent" | null;
    steps: number;
    rows: () => Float64Array;
  } {
    const joint = core.joint(this.handle, [...tagHeaders]);
    const kind = ([null, "exact", "independent"] as const)[core.jointKind(joint)]!;
    return { kind, steps: core.jointSteps(joint), rows: () => core.jointRows(joint) };
  }

  /**
   * Counts users by their mix, some at a time; a user has an id for each key, or one for all. `rows` are the number of the tag
   * value under each tag header and how many users have it, mix after mix.
   */
  tally(isShared: boolean): { add(ids: Ids): void; rows(): Uint32Array } {
    const tally = core.tally(this.handle);
    return {
      add: ({ bytes, ends }) => core.count(this.handle, tally, bytes, ends, isShared),
      rows: () => core.tallied(tally),
    };
  }

  /** What a request without a key gets: the number of the tag value under each tag header. */
  withoutKey(): Uint32Array {
    return core.withoutKey(this.handle);
  }

  /** What deals the users of a tag header anew between two configurations: "key", "hash", "modulo". */
  reshuffled(before: number, after: number): string[] {
    return core.reshuffled(this.handle, before, after);
  }
}

/**
 * The paths of what a census takes no notice of: where rules apply, and what overrides them; for a request, how that depends on
 * the id. Of pins, users who are given do.
 */
export function uncounted(rules: Rules, isForRequest: boolean): string[] {
  return core.uncounted(rules.configuration, isForRequest);
}
