import { MAX_INSTRUCTIONS } from "../regex/program";
import { compileRegex, Regex, Use } from "../regex/regex";
import { Machine } from "../regex/match";
import { utf8 } from "../text/bytes";
import { decimal, quote } from "../text/text";
import { BAD_EXPRESSION } from "./ids";
import { Json } from "./json";
import { Report } from "./report";
import { textOf } from "./text-field";

/** The most regular expressions of a configuration. */
export const MAX_EXPRESSIONS = 100;

/** Runs the expressions of every configuration, one at a time. */
let machine: Machine | null = null;

/** A regular expression in RE2's syntax, with `isFolded` in any letter case; null where it is missing, and after a report. */
export function readExpression(
  path: string,
  json: Json | null,
  use: Use,
  isFolded: bool,
  report: Report,
): Regex | null {
  const text = textOf(path, json, "a regular expression in quotes", report);
  if (text === null) return null;
  if (report.expressions++ == MAX_EXPRESSIONS) {
    report.add(
      BAD_EXPRESSION,
      path,
      "is beyond the " + decimal(MAX_EXPRESSIONS) + " regular expressions that a configuration may have",
    );
  }
  if (report.expressions > MAX_EXPRESSIONS) return null;
  if (machine === null) machine = new Machine();
  const regex = compileRegex(utf8(text), use, machine!, isFolded);
  const fault = regex.fault.length > 0 ? regex.fault : costFault(regex, report);
  if (fault.length == 0) return regex;
  report.add(BAD_EXPRESSION, path, quote(text) + ": " + fault);
  return null;
}

/** What has no table costs a look at each instruction for each byte, so that there may be so many in all. */
function costFault(regex: Regex, report: Report): string {
  if (regex.automaton !== null) return "";
  report.instructions += regex.program.size;
  if (report.instructions <= MAX_INSTRUCTIONS) return "";
  const most = decimal(MAX_INSTRUCTIONS);
  return "takes the expressions that have no table beyond " + most + " instructions in all; shorten them";
}
