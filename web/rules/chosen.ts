import type { ReadRules } from "../../lib/check/rules-in.js";
import { Rules } from "../../lib/core.js";
import type { State } from "../../lib/release/states.js";
import { jsonAt, stateAt, stateBefore, type Stepped } from "../release/stepped.ts";
import { type Held, NAME, type Reading } from "./read.ts";

/** The rules that the page shows, and whence: of a release those of a step. */
export interface Chosen {
  readonly rules: ReadRules;
  readonly of: { readonly stepped: Stepped; readonly state: State } | undefined;
}

/** What is chosen of what a text holds; `step` is a number, as a text. */
export function chosenOf(held: Held, step: string): Chosen {
  if (!("states" in held)) return { rules: held, of: undefined };
  const state = stateAt(held, step);
  const json = jsonAt(held, state);
  return { rules: { name: NAME, json, rules: Rules.parse(json) }, of: { stepped: held, state } };
}

/** The rules to compare with, as JSON: those that were pinned, or else those of the step before; undefined for none. */
export function earlierThan({ of }: Chosen, pinned: Reading | undefined): string | undefined {
  if (pinned !== undefined) {
    const { held } = pinned;
    if (held === undefined) return undefined;
    return "states" in held ? jsonAt(held, stateAt(held, String(of?.state.number ?? ""))) : held.json;
  }
  const before = of && stateBefore(of.stepped, of.state);
  return before && jsonAt(of.stepped, before);
}
