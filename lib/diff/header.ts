import type { Basis, Shares } from "../census/shares.js";

/** What users have of one kind in a configuration: a tag, or the version of an app that tags lead to. */
export interface Side {
  /** The number of its tag header in the census; null where all users have the first of the values. */
  readonly place: number | null;
  /** What each of the tag header's tag values comes to. */
  readonly values: readonly (string | null)[];
  /** For each, whether who has it has nothing but a default. */
  readonly areDefaults: readonly boolean[];
}

/** What happens to what users have of one kind. */
export interface Change {
  /** Whether both have it, or the first or the second alone. */
  readonly isIn: "both" | "before" | "after";
  readonly basis: Basis;
  /** What share of the users gets another one. */
  readonly moved: number;
  /** What share loses one that a policy or a pin gave, for a default or for none. */
  readonly removed: number;
  /** What share moves without need: as many could have each if fewer moved. */
  readonly needless: number;
  /** What deals the users anew, where some move without need: "key", "hash" (a salt, a layer, an engine), "modulo". */
  readonly reshuffledBy: readonly string[];
  /** Who gets another one, the largest share first. */
  readonly moves: readonly Move[];
}

/** What happens under one tag header. */
export interface HeaderDifference extends Change {
  readonly tagHeader: string;
}

export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly share: number;
  readonly isRemoved: boolean;
}

/** What is less than this is the rounding of sums. */
const NOBODY = 1e-9;

const NOTHING: Side = { place: null, values: [null], areDefaults: [true] };

/**
 * From what the one configuration gives to what the other does, null where it gives nothing of the kind. `shares` is of the
 * two places, or of the one that there is; `causes` says what deals users anew between them.
 */
export function changeOf(
  old: Side | null,
  now: Side | null,
  { basis, rows }: Shares,
  causes: () => string[],
): Change {
  const [before, after] = [old ?? NOTHING, now ?? NOTHING];
  const moves = new Map<string, Move>();
  const gains = new Map<string | null, number>();
  for (const { numbers, share } of rows) {
    const i = before.place === null ? 0 : numbers[0]!;
    const j = after.place === null ? 0 : numbers.at(-1)!;
    const [from, to] = [before.values[i]!, after.values[j]!];
    if (from === to || share === 0) continue;
    gains.set(from, (gains.get(from) ?? 0) - share);
    gains.set(to, (gains.get(to) ?? 0) + share);
    const isRemoved = !before.areDefaults[i] && after.areDefaults[j]!;
    const way = JSON.stringify([from, to, isRemoved]);
    moves.set(way, { from, to, share: (moves.get(way)?.share ?? 0) + share, isRemoved });
  }
  const all = [...moves.values()].sort((a, b) => b.share - a.share);
  const moved = sum(all);
  const needed = [...gains.values()].reduce((total, gain) => total + Math.max(0, gain), 0);
  const needless = moved - needed > NOBODY ? moved - needed : 0;
  return {
    isIn: now === null ? "before" : old === null ? "after" : "both",
    basis,
    moved,
    removed: sum(all.filter(({ isRemoved }) => isRemoved)),
    needless,
    reshuffledBy: needless > 0 ? causes() : [],
    moves: all,
  };
}

const sum = (moves: readonly Move[]) => moves.reduce((all, { share }) => all + share, 0);
