import type { Counted } from "../census/census.js";
import type { Basis, Shares } from "../census/shares.js";

/** What happens under one tag header. */
export interface HeaderDifference {
  readonly tagHeader: string;
  /** Whether both have it, or the first or the second alone. */
  readonly isIn: "both" | "before" | "after";
  readonly basis: Basis;
  /** What share of the users gets another tag. */
  readonly moved: number;
  /** What share loses a tag that a policy or a pin gave, for a default or for none. */
  readonly removed: number;
  /** What share moves without need: as many could have each tag if fewer moved. */
  readonly needless: number;
  /** What deals the users anew, where some move without need: "key", "hash" (a salt, a layer, an engine), "modulo". */
  readonly reshuffledBy: readonly string[];
  /** Who gets another tag, the largest share first. */
  readonly moves: readonly Move[];
}

export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly share: number;
  readonly isRemoved: boolean;
}

/** What is less than this is the rounding of sums. */
const NOBODY = 1e-9;

const NOTHING = { tagValues: [null], areDefaults: [true] };

/**
 * From a tag header of the one configuration to that of the other, null where that has none. `shares` is of the two, or of
 * the one that is there; `causes` says what deals users anew between them.
 */
export function differenceOf(
  old: Counted | null,
  now: Counted | null,
  { basis, rows }: Shares,
  causes: () => string[],
): HeaderDifference {
  const [before, after] = [old ?? NOTHING, now ?? NOTHING];
  const moves: Move[] = [];
  const gains = new Map<string | null, number>();
  for (const { numbers, share } of rows) {
    const i = old === null ? 0 : numbers[0]!;
    const j = now === null ? 0 : numbers.at(-1)!;
    const [from, to] = [before.tagValues[i]!, after.tagValues[j]!];
    if (from === to || share === 0) continue;
    gains.set(from, (gains.get(from) ?? 0) - share);
    gains.set(to, (gains.get(to) ?? 0) + share);
    moves.push({ from, to, share, isRemoved: !before.areDefaults[i] && after.areDefaults[j]! });
  }
  const moved = sum(moves);
  const needed = [...gains.values()].reduce((all, gain) => all + Math.max(0, gain), 0);
  const needless = moved - needed > NOBODY ? moved - needed : 0;
  return {
    tagHeader: (old ?? now)!.name,
    isIn: now === null ? "before" : old === null ? "after" : "both",
    basis,
    moved,
    removed: sum(moves.filter(({ isRemoved }) => isRemoved)),
    needless,
    reshuffledBy: needless > 0 && old !== null && now !== null ? causes() : [],
    moves: moves.sort((a, b) => b.share - a.share),
  };
}

const sum = (moves: readonly Move[]) => moves.reduce((all, { share }) => all + share, 0);
