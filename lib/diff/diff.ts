import { Census, type Ids, uncounted } from "../census/census.js";
import type { Basis } from "../census/shares.js";
import type { Rules, Values } from "../core.js";
import { compare, type Pair } from "./compare.js";
import type { HeaderDifference, Side } from "./header.js";

/** Who gets another tag by other rules. Shares are parts of 1. */
export interface Difference {
  /** Those of either, in the order of the files. */
  readonly tagHeaders: readonly HeaderDifference[];
  /** What share of all users gets another tag under one tag header or several. */
  readonly moved: number;
  readonly basis: Basis;
  /** How many users the shares are of; null for all that there can be. */
  readonly users: number | null;
  /** The tag headers under which requests without a key get another tag. */
  readonly withoutKey: readonly { tagHeader: string; from: string | null; to: string | null }[];
  /** The paths of what is not looked at: where rules apply, and what overrides them. */
  readonly uncounted: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Whether the requests are described: then those are only what depends on the id. */
  readonly isForRequest: boolean;
  /** How many keys the rules of both have. */
  readonly keys: number;
}

/**
 * What changes for users when the rules `after` follow on `before`, both without errors: counted over all values of the hash
 * or, with `ids`, for those users; an id is the key of each rule. `second`, since 1970, is for schedules;
 * `request` is what the requests have beside the id, for match, unless and overrides.
 */
export function diff(
  before: Rules,
  after: Rules,
  ids: Ids | null,
  second: number,
  request?: Values,
): Difference {
  const census = Census.ofBoth(before, after, second, request);
  const isForRequest = request !== undefined;
  const names = [...new Set(census.tagHeaders.map(({ name }) => name))];
  const pairs = names.map((name) => ({ old: sideOf(census, name, false), now: sideOf(census, name, true) }));
  const { changes, moved, basis, users } = compare(census, pairs, ids);
  return {
    tagHeaders: changes.map((change, i) => ({ tagHeader: names[i]!, ...change })),
    moved,
    basis,
    users,
    withoutKey: withoutKey(census, names, pairs),
    uncounted: { before: uncounted(before, isForRequest), after: uncounted(after, isForRequest) },
    isForRequest,
    keys: census.keys,
  };
}

function sideOf({ tagHeaders }: Census, name: string, isAfter: boolean): Side | null {
  const place = tagHeaders.findIndex((each) => each.name === name && each.isAfter === isAfter);
  if (place < 0) return null;
  const { tagValues, areDefaults } = tagHeaders[place]!;
  return { place, values: tagValues, areDefaults };
}

function withoutKey(
  census: Census,
  names: readonly string[],
  pairs: readonly Pair[],
): Difference["withoutKey"] {
  const numbers = census.withoutKey();
  const valueOf = (side: Side | null) =>
    side === null || side.place === null ? null : side.values[numbers[side.place]!]!;
  return pairs
    .map(({ old, now }, i) => ({ tagHeader: names[i]!, from: valueOf(old), to: valueOf(now) }))
    .filter(({ from, to }) => from !== to);
}
