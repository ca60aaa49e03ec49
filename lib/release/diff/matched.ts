import type { State } from "../states.js";

/** A step of one release, and the one of another that it is. */
export type Match = readonly [before: State | null, after: State | null];

/**
 * The steps of two releases in pairs: those of one name, then of those that are left each with the one of its number. The
 * baselines are a pair, and the ends. In the order of the second release; what that has no more comes last.
 */
export function matched(before: readonly State[], after: readonly State[]): Match[] {
  const left = new Set(before);
  const pairs = new Map<State, State>();
  const pair = (isSame: (old: State, now: State) => boolean) => {
    for (const now of after.filter((each) => !pairs.has(each))) {
      const old = [...left].find((each) => isSame(each, now));
      if (old === undefined) continue;
      left.delete(old);
      pairs.set(now, old);
    }
  };
  pair((old, now) => kindOf(old) === kindOf(now) && old.step?.name === now.step?.name);
  pair((old, now) => kindOf(old) === kindOf(now) && old.number === now.number);
  return [
    ...after.map((now): Match => [pairs.get(now) ?? null, now]),
    ...[...left].map((old): Match => [old, null]),
  ];
}

const kindOf = ({ isEnd, step }: State) => (isEnd ? "end" : step === undefined ? "baseline" : "step");
