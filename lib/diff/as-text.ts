import { percent } from "../text/percent.js";
import { table } from "../text/table.js";
import type { Difference } from "./diff.js";
import { inAll, under, unsaid } from "./words.js";

/** Who moves, for a person. */
export function asText(difference: Difference): string {
  const parts = difference.tagHeaders.map((each) => {
    const rows = each.moves.map(({ from, to, share, isRemoved }) => [
      `  ${from ?? "none"} → ${to ?? "none"}`,
      percent(share),
      isRemoved ? "taken out" : "",
    ]);
    return `${each.tagHeader}: ${under(each).join("; ")}\n${table(rows, [false, true, false])}`;
  });
  return [...parts, `${inAll(difference)}\n`, ...unsaid(difference).map((line) => `${line}\n`)].join("");
}
