import { inAll, under } from "../../diff/words.js";
import { percent } from "../../text/percent.js";
import { table } from "../../text/table.js";
import type { AppDifference, ReleaseDifference, StepDifference } from "./diff.js";
import { nameOf, onlyIn, said, TESTERS } from "./words.js";

/** What another release file changes, for a person: a line a step, and below it who moves. */
export function asText(difference: ReleaseDifference): string {
  const { steps, hasTesters } = difference;
  const notes = hasTesters ? [TESTERS] : [];
  return [
    ...said(difference).map((line) => `${line}\n`),
    ...steps.map(stepText),
    ...notes.map((line) => `${line}\n`),
  ].join("");
}

function stepText(step: StepDifference): string {
  const moving = step.apps.filter(({ moved }) => moved > 0);
  return `${nameOf(step)}: ${onlyIn(step) ?? inAll(step)}\n${moving.map(appText).join("")}`;
}

function appText({ app, moves, ...change }: AppDifference): string {
  const rows = moves.map(({ from, to, share, isRemoved }) => [
    `    ${from} → ${to}`,
    percent(share),
    isRemoved ? "taken out" : "",
  ]);
  return `  ${app}: ${under(change).join("; ")}\n${table(rows, [false, true, false])}`;
}
