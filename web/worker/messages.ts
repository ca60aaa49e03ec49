import type { Difference } from "../../lib/diff/diff.js";
import type { Simulation } from "../../lib/simulate/simulate.js";
import type { Crowd } from "../state/state.ts";

/** What the worker is asked: who gets what by the rules, and who moves from the rules that were pinned. */
export interface Question {
  readonly number: number;
  readonly json: string;
  readonly before: string | undefined;
  readonly second: number;
  readonly crowd: Crowd;
}

export interface Answer {
  readonly number: number;
  readonly simulation: Simulation;
  readonly difference: Difference | undefined;
  /** How long it took. */
  readonly milliseconds: number;
}
