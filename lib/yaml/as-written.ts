import { type Finding, unquoted } from "../core.js";
import type { Fault } from "./json.js";

const MOST_NUMERALS = 20;

/**
 * The core's errors, about the values as their file has them. `numerals` has by path what is wrong with numbers that JSON
 * has not, of which the core has seen a null. That goes before what the core says there, but where a text is due (then
 * the number is none, however it is written) or no field at all.
 */
export function asWritten(
  errors: readonly Finding[],
  numerals: ReadonlyMap<string, string>,
  writtenAt: (path: string) => string,
): Fault[] {
  const stays = ({ id }: Finding) => id === "unquoted" || id === "unknown-field";
  const settled = new Set(errors.filter(stays).map(({ path }) => path));
  const unclear = [...numerals].filter(([path]) => !settled.has(path));
  const first = unclear.slice(0, MOST_NUMERALS).map(([path, message]) => ({ path, message }));
  if (unclear.length > MOST_NUMERALS) return [...first, { path: "", message: "and more" }];
  const rest = errors.filter((error) => stays(error) || !numerals.has(error.path));
  return [
    ...first,
    ...rest.map((error) =>
      error.id === "unquoted" ? { ...error, message: unquoted(writtenAt(error.path)) } : error,
    ),
  ];
}
