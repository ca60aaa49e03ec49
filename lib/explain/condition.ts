import type { Condition, Matched } from "../explanation.js";
import { shown } from "./words.js";

/** What a match came to, a line each: "holds: uri is /api/a, as wanted: prefix /api/". `what` is whose it is. */
export function matchedLines(what: string, { alternative, conditions, more }: Matched): string[] {
  const rest = more === undefined ? [] : [`and ${more} more`];
  if (alternative !== null) return [`${what} holds: ${[...conditions.map(seen), ...rest].join("; ")}`];
  return [`${what} does not hold: ${[...conditions.map(missed), ...rest].join("; ")}`];
}

function seen(condition: Condition): string {
  return `${condition.condition} is ${valueOf(condition)}`;
}

function missed(condition: Condition): string {
  return `${seen(condition)}, not ${wanted(condition)}`;
}

function valueOf({ value, valueHex, valueBytes }: Condition): string {
  return value === null ? "missing" : shown(value, valueHex, valueBytes);
}

function wanted(condition: Condition): string {
  const { exact, prefix, suffix, contains, regex, present, ignoreCase, more } = condition;
  const any = ignoreCase ? " in any letter case" : "";
  if (present !== undefined) return present ? "there" : "missing";
  if (exact !== undefined) return `${shown(exact)}${any}`;
  if (prefix !== undefined) return `beginning with ${shown(prefix)}${any}`;
  if (suffix !== undefined) return `ending in ${shown(suffix)}${any}`;
  if (contains !== undefined) return `containing ${shown(contains)}${any}`;
  if (regex !== undefined) return `matching ${shown(regex)}${any}`;
  const texts = (condition.in ?? []).map((text) => shown(text));
  return `one of ${[...texts, ...(more === undefined ? [] : [`${more} more`])].join(", ")}${any}`;
}
