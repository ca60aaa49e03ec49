import { Rules } from "../../lib/core.js";
import { diff } from "../../lib/diff/diff.js";
import { inventedIds, idsOfLines } from "../../lib/population/ids.js";
import type { Population } from "../../lib/population/population.js";
import { SHAPES } from "../../lib/population/shapes.js";
import { simulate } from "../../lib/simulate/simulate.js";
import type { Crowd } from "../state/state.ts";
import type { Answer, Question } from "./messages.ts";

/** How many users are made up. */
export const USERS = 100_000;
const SEED = 1;

/** Counts who gets what. The rules have no error. */
export function answerTo({ number, json, before, second, crowd }: Question): Answer {
  const start = performance.now();
  const rules = Rules.parse(json).at(second);
  const simulation = simulate(rules, populationOf(crowd, rules), second);
  const difference = before === undefined ? undefined : diff(Rules.parse(before), rules, null, second);
  return { number, simulation, difference, milliseconds: performance.now() - start };
}

const made = new Map<string, Population>();

/** Users who have one key are made once: to make them takes longer than to decide them. */
function populationOf({ shape, list }: Crowd, rules: Rules): Population {
  if (shape === "list") return idsOfLines(new TextEncoder().encode(list));
  const keys = new Set(rules.described().map(({ key }) => JSON.stringify(key))).size;
  if (keys > 1) return { shape, users: USERS, seed: SEED };
  const known = made.get(shape) ?? inventedIds(SHAPES[shape], USERS, 1, SEED);
  made.set(shape, known);
  return known;
}
