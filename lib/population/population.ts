import type { Ids } from "../census/census.js";
import { inventedIds } from "./ids.js";
import { type SHAPE_NAMES, SHAPES } from "./shapes.js";

/** Users whom nobody has: the same for the same seed, in [0, 2^32). */
export interface Invented {
  readonly shape: (typeof SHAPE_NAMES)[number];
  readonly users: number;
  readonly seed: number;
}

/** Whose tags are asked for: users by an id each, which is then every key of theirs, or some that are invented. */
export type Population = Invented | Ids;

/** Their ids, for rules of so many keys: each has one for each key or, where `isShared`, one for all. */
export function idsOf(population: Population, keys: number): { ids: Ids; isShared: boolean } {
  if ("ends" in population) return { ids: population, isShared: true };
  const { shape, users, seed } = population;
  const each = Math.max(1, keys);
  return { ids: inventedIds(SHAPES[shape], users, each, seed), isShared: each === 1 };
}
