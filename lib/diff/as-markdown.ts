import { percent } from "../text/percent.js";
import type { Difference } from "./diff.js";
import { code, plain, row } from "./markdown.js";
import { inAll, under, unsaid } from "./words.js";

/** Who moves, for a pull request. */
export function asMarkdown(difference: Difference): string {
  const rows = difference.tagHeaders.flatMap(({ tagHeader, moves }) =>
    moves.map(({ from, to, share, isRemoved }) =>
      row([code(tagHeader), value(from), value(to), percent(share), isRemoved ? "**taken out**" : ""]),
    ),
  );
  const head = [row(["tag header", "from", "to", "users", ""]), row(["---", "---", "---", "---:", "---"])];
  const notes = [
    ...difference.tagHeaders.map((each) => `${code(each.tagHeader)}: ${under(each).join("; ")}`),
    ...unsaid(difference).map(plain),
  ];
  return [
    `**${inAll(difference)}**\n\n`,
    ...(rows.length > 0 ? [...head, ...rows, "\n"] : []),
    ...notes.map((note) => `- ${note}\n`),
  ].join("");
}

const value = (tagValue: string | null) => (tagValue === null ? "none" : code(tagValue));
