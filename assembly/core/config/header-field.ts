import { lowerCase } from "../text/text";
import { Fields } from "./fields";
import { BAD_HEADER } from "./ids";
import { Report } from "./report";
import { checked, textOf } from "./text-field";

/** A header's name in lower case, or "" after a report. `faultOf` says why a name cannot stand here. */
export function readHeaderName(
  fields: Fields,
  key: string,
  want: string,
  faultOf: (name: string) => string,
  report: Report,
): string {
  const text = textOf(fields.at(key), fields.required(key, want), want, report);
  if (text === null) return "";
  const name = lowerCase(text);
  return checked(BAD_HEADER, fields.at(key), name, faultOf(name), report);
}
