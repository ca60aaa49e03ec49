import { ruleLines } from "../explain/explain.js";
import { shown } from "../explain/words.js";
import type { Seen, Verdict } from "./run.js";

/** The tests that failed: a block for each, with what differs and how the rules came to it. `placeOf` names its place. */
export function asText(verdicts: readonly Verdict[], placeOf: (path: string) => string): string {
  const failed = verdicts.filter(({ passed }) => !passed);
  return failed
    .map(({ name, path, at, tagHeaders }) => {
      const when = at === null ? "" : `, at ${at}`;
      return `${placeOf(path)}: failed: ${name}${when}\n${tagHeaders.map(differenceOf).join("")}`;
    })
    .join("");
}

/** How many there were, and whether they came out as they had to. */
export function summary(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ passed }) => !passed).length;
  const all = `${verdicts.length} test${verdicts.length === 1 ? "" : "s"}`;
  if (failed > 0) return `${failed} of ${all} failed`;
  return verdicts.length === 1 ? "1 test, as expected" : `${all}, all as expected`;
}

function differenceOf({ tagHeader, expected, seen, rules }: Seen): string {
  if (rules === undefined) return "";
  const why = rules.length === 0 ? "    no rule sets it; it is reserved\n" : indented(ruleLines(rules));
  return `  ${tagHeader}: expected ${valueOf(expected)}, seen ${valueOf(seen)}\n${why}`;
}

function valueOf(tagValue: string | null): string {
  return tagValue === null ? "no tag" : shown(tagValue);
}

function indented(lines: string): string {
  return lines.replace(/^(?=.)/gm, "  ");
}
