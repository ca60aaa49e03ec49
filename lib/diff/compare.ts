import type { Census, Ids } from "../census/census.js";
import { mixesSeen, type Mix } from "../census/seen.js";
import { type Basis, type Shares, sharesOf, sharesSeen, usersOf } from "../census/shares.js";
import { idsOf } from "../population/population.js";
import { type Change, changeOf, type Side } from "./header.js";

/** Where nothing can be counted, so many users say what happens. */
const SAMPLE = 100_000;

/** What users have of one kind in two configurations; null where one of them has nothing of that kind. */
export interface Pair {
  readonly old: Side | null;
  readonly now: Side | null;
}

/** What becomes of all pairs. */
export interface Comparison {
  /** Of each pair, in their order. */
  readonly changes: readonly Change[];
  /** What share of the users has another value of one pair or several. */
  readonly moved: number;
  readonly basis: Basis;
  /** How many users the shares are of; null for all that there can be. */
  readonly users: number | null;
}

/** Compares what users have by a census of both, over all values of the hash or, with `ids`, for those users. */
export function compare(census: Census, pairs: readonly Pair[], ids: Ids | null): Comparison {
  const mixes = ids && mixesSeen(census, ids, true);
  const sharesAt = once(mixes ? (places: number[]) => sharesSeen(mixes, places, "users") : counting(census));
  const changes = pairs.map((pair) =>
    changeOf(pair.old, pair.now, sharesAt(placesOf(pair)), () => reshuffled(census, pair)),
  );
  const changed = pairs.filter((_, i) => changes[i]!.moved > 0);
  return { changes, ...movedOf(changed, sharesAt), users: mixes && usersOf(mixes) };
}

function reshuffled(census: Census, { old, now }: Pair): string[] {
  const [before, after] = [old?.place ?? null, now?.place ?? null];
  return before === null || after === null ? [] : census.reshuffled(before, after);
}

const placesOf = ({ old, now }: Pair) =>
  [old?.place ?? null, now?.place ?? null].filter((place) => place !== null);

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

/** The share of the users who have another value of some pair of those that change. */
function movedOf(
  changed: readonly Pair[],
  sharesAt: (places: number[]) => Shares,
): { moved: number; basis: Basis } {
  const places = [...new Set(changed.flatMap(placesOf))];
  const { basis, rows } = sharesAt(places);
  let moved = 0;
  for (const { numbers, share } of rows) {
    const valueAt = (side: Side | null) => {
      if (side === null) return null;
      return side.values[side.place === null ? 0 : numbers[places.indexOf(side.place)]!];
    };
    if (changed.some(({ old, now }) => valueAt(old) !== valueAt(now))) moved += share;
  }
  return { moved, basis };
}
