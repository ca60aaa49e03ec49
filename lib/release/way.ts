import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";
import type { State } from "./states.js";

/** The state that is meant by --step: a number, a folder's name or what follows its number, or `next` after `current`. */
export function stateNamed(states: readonly State[], named: string, current: State | undefined): State {
  if (named === "next") return current === undefined ? states[0]! : after(states, current);
  const found = states.find(({ number, folder }) =>
    [String(number), folder, folder.replace(/^\d+-/, "")].includes(named),
  );
  if (found !== undefined) return found;
  const words = ["all", "next", ...states.map(({ folder }) => folder)];
  throw new Mistake(
    `--step: ${JSON.stringify(named)} is no step${suggest(named, words) || `; the steps are ${words.join(", ")}`}`,
  );
}

function after(states: readonly State[], current: State): State {
  const next = states[current.number];
  if (next !== undefined) return next;
  throw new Mistake(`--step: ${current.folder} is the last; the release is over`);
}

/**
 * Refuses a way on which users would see versions of neither end: to and from the end, where routes have changed for good,
 * it leads through the step before alone. All other states may follow each other.
 */
export function refuseWay(states: readonly State[], from: State | undefined, to: State): void {
  if (from === undefined || from.isEnd === to.isEnd) return;
  const last = states.filter(({ isEnd }) => !isEnd).at(-1)!;
  if ((from.isEnd ? to : from) === last) return;
  const why = `${from.isEnd ? from.folder : to.folder} leads to and from ${last.folder} alone`;
  throw new Mistake(`--step: ${why}; go there first, --step ${last.number}, and wait until it is in effect`);
}

/** Everybody back to the stable versions: the first state on the way, which is at its end with the baseline. */
export function backFrom(states: readonly State[], current: State): State {
  return current.isEnd ? states[current.number - 2]! : states[0]!;
}
