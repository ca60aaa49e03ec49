import { Machine } from "../../../assembly/core/regex/match";
import { compileRegex, Regex, Use } from "../../../assembly/core/regex/regex";
import { bytes, textOf } from "../given";

const machine = new Machine();

/** What is wrong with an expression; "" when nothing is. */
export function faultOf(pattern: string): string {
  return compileRegex(bytes(pattern), Use.Whole, machine).fault;
}

/** Whether the whole value matches; the machine and the table must agree. */
export function matches(pattern: string, value: string): bool {
  const regex = compileRegex(bytes(pattern), Use.Whole, machine);
  expect(regex.fault).toBe("", pattern);
  const given = bytes(value);
  const isMatch = regex.matches(given, 0, given.length);
  expect(machine.run(regex.program, given, 0, given.length)).toBe(isMatch, pattern);
  return isMatch;
}

/** What the one group takes: "-" where it takes no part, "none" without a match. */
export function captured(pattern: string, value: string): string {
  const regex = compileRegex(bytes(pattern), Use.Capture, machine);
  expect(regex.fault).toBe("", pattern);
  const given = bytes(value);
  if (!regex.matches(given, 0, given.length)) return "none";
  return machine.captureStart < 0 ? "-" : textOf(given, machine.captureStart, machine.captureEnd);
}
