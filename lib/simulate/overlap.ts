import type { Basis, Shares } from "../census/shares.js";
import { OF_1000 } from "../census/wilson.js";

/** A tag value under a tag header. */
export interface Tag {
  readonly tagHeader: string;
  readonly tagValue: string;
}

/**
 * How the users of two tags lie to each other: "same"; "nested", all of the smaller share are in the larger one;
 * "exclusive", none is; "independent", as many have both as chance gives; more, "together"; fewer, "apart".
 */
export type Relation = "same" | "nested" | "exclusive" | "independent" | "together" | "apart";

/** Two tags under different tag headers; the first is the smaller share, or the one that comes first. */
export interface Overlap {
  readonly one: Tag;
  readonly other: Tag;
  readonly relation: Relation;
  /** What share of all users has both, and what it would be by chance. */
  readonly both: number;
  readonly byChance: number;
  readonly basis: Basis;
}

/** Counted shares that differ by less of the smaller one are alike: 2^32 is no multiple of most moduli. */
const ALIKE = 1e-3;

/**
 * How each tag under one tag header lies to each under another, where neither has nobody or everybody. `shares` is of the
 * two, whose names and tag values are given; `users` is how many were looked at.
 */
export function overlapsOf(
  { basis, rows }: Shares,
  names: readonly [string, string],
  tagValues: readonly [readonly (string | null)[], readonly (string | null)[]],
  users: number,
): Overlap[] {
  const overlaps: Overlap[] = [];
  const [some, others] = [sums(rows, 0), sums(rows, 1)];
  for (const [i, one] of some) {
    for (const [j, other] of others) {
      if (i === 0 || j === 0 || isTrivial(one) || isTrivial(other)) continue;
      const both = rows.find(({ numbers }) => numbers[0] === i && numbers[1] === j)?.share ?? 0;
      const tags: [Tag, Tag] = [
        { tagHeader: names[0], tagValue: tagValues[0][i]! },
        { tagHeader: names[1], tagValue: tagValues[1][j]! },
      ];
      if (one > other) tags.reverse();
      const reach = reachOf(basis, one * other, Math.min(one, other), users);
      const relation = relationOf(one, other, both, reach);
      overlaps.push({ one: tags[0], other: tags[1], relation, both, byChance: one * other, basis });
    }
  }
  return overlaps;
}

const isTrivial = (share: number) => share === 0 || share === 1;

/** The share of each tag value under the tag header at `place`. */
function sums(rows: Shares["rows"], place: number): Map<number, number> {
  const all = new Map<number, number>();
  for (const { numbers, share } of rows) all.set(numbers[place]!, (all.get(numbers[place]!) ?? 0) + share);
  return new Map([...all].sort(([a], [b]) => a - b));
}

/** How far from chance a share may be that is still independent. */
function reachOf(basis: Basis, byChance: number, least: number, users: number): number {
  if (basis !== "users") return ALIKE * least;
  return OF_1000 * Math.sqrt((byChance * (1 - byChance)) / users) + 1 / users;
}

function relationOf(one: number, other: number, both: number, reach: number): Relation {
  const byChance = one * other;
  if (both === 0 && byChance > reach) return "exclusive";
  const isSmallerIn = isEqual(both, Math.min(one, other)) && both - byChance > reach;
  if (isSmallerIn) return isEqual(one, other) ? "same" : "nested";
  if (Math.abs(both - byChance) <= reach) return "independent";
  return both > byChance ? "together" : "apart";
}

/** Sums of the same parts in another order may differ in their last digits. */
const isEqual = (one: number, other: number) => Math.abs(one - other) < 1e-12;
