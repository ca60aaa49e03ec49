import type { ReleaseDifference, StepDifference } from "./diff.js";
import type { Changed } from "./settings.js";

/** What the files say otherwise, beside the steps, a line each. */
export function said({ changed, apps }: ReleaseDifference): string[] {
  return [
    ...changed.map(changeText),
    ...apps.added.map((app) => `${app}: a new app`),
    ...apps.removed.map((app) => `${app}: no app any more`),
    ...apps.changed.map(({ app, ...change }) => `${app}: ${changeText(change)}`),
  ];
}

/** What a step is called: by both names where there are two. */
export function nameOf({ before, after }: StepDifference): string {
  return before === null || after === null || before === after ? (after ?? before)! : `${before} → ${after}`;
}

/** What there is to say of a step that only one has; undefined of any other. */
export function onlyIn({ before, after }: StepDifference): string | undefined {
  if (before === null) return "a new step";
  return after === null ? "no step any more" : undefined;
}

export const TESTERS = "testers are not counted";

const changeText = ({ what, from, to }: Changed) => `${what}: ${shown(from)} → ${shown(to)}`;

function shown(value: unknown): string {
  if (value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
