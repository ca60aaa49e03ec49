import { percent } from "../text/percent.js";
import type { Difference } from "./diff.js";
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

const row = (cells: string[]) => `| ${cells.join(" | ")} |\n`;

const value = (tagValue: string | null) => (tagValue === null ? "none" : code(tagValue));

/** Text as code, whatever is in it: in a fence that is longer than any in it; a bar would end the cell. */
function code(text: string): string {
  const fence = "`".repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)));
  const blank = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${blank}${text.replaceAll("|", "\\|")}${blank}${fence}`;
}

/** Text that Markdown leaves as it is. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}
