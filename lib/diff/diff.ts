import { Census, type Ids, uncounted } from "../census/census.js";
import type { Rules, Values } from "../core.js";
import { mixesSeen, type Mix } from "../census/seen.js";
import { type Basis, type Shares, sharesOf, sharesSeen, usersOf } from "../census/shares.js";
import { idsOf } from "../population/population.js";
import { type HeaderDifference, differenceOf } from "./header.js";

const NOWHERE = -1;
/** Where nothing can be counted, so many users say what happens. */
const SAMPLE = 100_000;

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
  const { tagHeaders } = census;
  const pairs = pairsOf(census);
  const mixes = ids && mixesSeen(census, ids, true);
  const sharesAt = once(mixes ? (places: number[]) => sharesSeen(mixes, places, "users") : counting(census));
  const all = pairs.map((pair) =>
    differenceOf(tagHeaders[pair.old] ?? null, tagHeaders[pair.now] ?? null, sharesAt(placesOf(pair)), () =>
      census.reshuffled(pair.old, pair.now),
    ),
  );
  return {
    tagHeaders: all,
    ...movedOf(
      census,
      pairs.filter((_, i) => all[i]!.moved > 0),
      sharesAt,
    ),
    users: mixes && usersOf(mixes),
    withoutKey: withoutKey(census, pairs),
    uncounted: { before: uncounted(before, isForRequest), after: uncounted(after, isForRequest) },
    isForRequest,
    keys: census.keys,
  };
}

/** A tag header by its numbers in the census, before and after; NOWHERE where one of the two has it not. */
interface Pair {
  readonly old: number;
  readonly now: number;
}

function pairsOf({ tagHeaders }: Census): Pair[] {
  const find = (name: string, isAfter: boolean) =>
    tagHeaders.findIndex((each) => each.name === name && each.isAfter === isAfter);
  const names = [...new Set(tagHeaders.map(({ name }) => name))];
  return names.map((name) => ({ old: find(name, false), now: find(name, true) }));
}

const placesOf = ({ old, now }: Pair) => [old, now].filter((place) => place !== NOWHERE);

/** The same, but asked once for the same places: a count may take a second. */
function once(sharesAt: (places: number[]) => Shares): (places: number[]) => Shares {
  const known = new Map<string, Shares>();
  return (places) => {
    const shares = known.get(places.join()) ?? sharesAt(places);
    known.set(places.join(), shares);
    return shares;
  };
}

/** The shares of all users or, where they cannot be counted, of a sample, which is made at most once. */
function counting(census: Census): (places: number[]) => Shares {
  let sample: Mix[] | undefined;
  return (places) => {
    const shares = sharesOf(census, places);
    if (shares !== null) return shares;
    if (sample === undefined) {
      const { ids, isShared } = idsOf({ shape: "uuid", users: SAMPLE, seed: 1 }, census.keys);
      sample = mixesSeen(census, ids, isShared);
    }
    return sharesSeen(sample, places, "sample");
  };
}

/** The share of the users who get another tag under some tag header of those that change. */
function movedOf(
  { tagHeaders }: Census,
  changed: readonly Pair[],
  sharesAt: (places: number[]) => Shares,
): { moved: number; basis: Basis } {
  const places = changed.flatMap(placesOf);
  const { basis, rows } = sharesAt(places);
  let moved = 0;
  for (const { numbers, share } of rows) {
    const valueAt = (place: number) =>
      place === NOWHERE ? null : tagHeaders[place]!.tagValues[numbers[places.indexOf(place)]!];
    if (changed.some(({ old, now }) => valueAt(old) !== valueAt(now))) moved += share;
  }
  return { moved, basis };
}

function withoutKey(census: Census, pairs: readonly Pair[]): Difference["withoutKey"] {
  const numbers = census.withoutKey();
  const valueAt = (place: number) => census.tagHeaders[place]?.tagValues[numbers[place]!] ?? null;
  return pairs
    .map(({ old, now }) => ({
      tagHeader: (census.tagHeaders[old] ?? census.tagHeaders[now])!.name,
      from: valueAt(old),
      to: valueAt(now),
    }))
    .filter(({ from, to }) => from !== to);
}
