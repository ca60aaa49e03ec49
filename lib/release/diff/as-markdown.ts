import { code, plain, row } from "../../diff/markdown.js";
import { inAll, under } from "../../diff/words.js";
import { percent } from "../../text/percent.js";
import type { ReleaseDifference, StepDifference } from "./diff.js";
import { nameOf, onlyIn, said, TESTERS } from "./words.js";

/** What another release file changes, for a pull request. */
export function asMarkdown(difference: ReleaseDifference): string {
  const { steps, hasTesters } = difference;
  const rows = steps.flatMap(rowsOf);
  const head = [
    row(["step", "app", "from", "to", "users", ""]),
    row(["---", "---", "---", "---", "---:", "---"]),
  ];
  const notes = [
    ...said(difference),
    ...steps.map((step) => `${nameOf(step)}: ${onlyIn(step) ?? inAll(step)}`),
    ...(hasTesters ? [TESTERS] : []),
  ];
  return [
    ...(rows.length > 0 ? [...head, ...rows, "\n"] : []),
    ...notes.map((note) => `- ${plain(note)}\n`),
  ].join("");
}

function rowsOf(step: StepDifference): string[] {
  return step.apps.flatMap(({ app, moves, ...change }) =>
    moves.map(({ from, to, share, isRemoved }, i) => {
      const [, ...more] = under(change); // the first says how many move
      const words = [...(isRemoved ? ["**taken out**"] : []), ...(i === 0 ? more.map(plain) : [])];
      return row([code(nameOf(step)), code(app), code(from!), code(to!), percent(share), words.join("; ")]);
    }),
  );
}
