import type { Census } from "./census.js";
import type { Mix } from "./seen.js";

/**
 * How shares are known: "exact", counted over every value of a hash; "independent", those of several hashes multiplied;
 * "users", of the users who were given; "sample", of some whom nobody has.
 */
export type Basis = "exact" | "independent" | "users" | "sample";

/** What shares of the users get which tags under some tag headers: the number of the tag value under each. */
export interface Shares {
  readonly basis: Basis;
  readonly rows: readonly { readonly numbers: readonly number[]; readonly share: number }[];
}

/** The most steps of a count: about four seconds. */
const MOST_STEPS = 4e8;

/** The shares of all users, the largest first; null where they cannot be counted. */
export function sharesOf(census: Census, tagHeaders: readonly number[]): Shares | null {
  const { kind, steps, rows } = census.joint(tagHeaders);
  if (kind === null || steps > MOST_STEPS) return null;
  const all = rows();
  const sums = new Sums();
  const width = tagHeaders.length + 1;
  for (let at = 0; at < all.length; at += width) {
    sums.add(Array.from(all.subarray(at + 1, at + width)), all[at]!);
  }
  return { basis: kind, rows: sums.rows };
}

/** The same of the users who have these mixes. */
export function sharesSeen(
  mixes: readonly Mix[],
  tagHeaders: readonly number[],
  basis: "users" | "sample",
): Shares {
  const sums = new Sums();
  const all = usersOf(mixes);
  for (const { numbers, users } of mixes) {
    sums.add(
      tagHeaders.map((tagHeader) => numbers[tagHeader]!),
      users,
    );
  }
  return { basis, rows: sums.rows.map(({ numbers, share }) => ({ numbers, share: share / all })) };
}

/** How many users have these mixes. */
export function usersOf(mixes: readonly Mix[]): number {
  return mixes.reduce((sum, { users }) => sum + users, 0);
}

class Sums {
  readonly #all = new Map<string, { numbers: readonly number[]; share: number }>();

  add(numbers: readonly number[], share: number): void {
    const key = numbers.join();
    const known = this.#all.get(key);
    if (known === undefined) this.#all.set(key, { numbers, share });
    else known.share += share;
  }

  /** The largest first. */
  get rows(): Shares["rows"] {
    return [...this.#all.values()].sort((a, b) => b.share - a.share);
  }
}
