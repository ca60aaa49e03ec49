import { type Planned, plannedOf } from "../../lib/release/plan.js";
import type { Release } from "../../lib/release/release.js";
import { rulesAt } from "../../lib/release/rules.js";
import { type State, statesOf } from "../../lib/release/states.js";

/** A release without an error, and all of its steps. */
export interface Stepped {
  readonly release: Release;
  readonly states: readonly State[];
}

/** Lists the steps of a release. */
export function steppedOf(release: Release): Stepped {
  return { release, states: statesOf(release) };
}

/** The state before one; undefined for the first. */
export function stateBefore({ states }: Stepped, { number }: State): State | undefined {
  return states[number - 2];
}

/** Who moves with a state, and who has what. It takes some milliseconds. */
export function plannedAt(stepped: Stepped, state: State): Planned {
  return plannedOf(stepped.release, state, stateBefore(stepped, state));
}

/** The state that is chosen by its number; the first that moves somebody for a text that is none, and the last one for a larger. */
export function stateAt({ states }: Stepped, step: string): State {
  const number = /^[1-9]\d*$/.test(step) ? Number(step) : 2;
  return states[Math.min(number, states.length) - 1]!;
}

/** The rules of a state, as the gateway reads them. */
export function jsonAt({ release }: Stepped, state: State): string {
  return JSON.stringify(rulesAt(release, state));
}
