import { Fields } from "./fields";
import { FRACTION, wholeNumber } from "../text/number";
import { NOT_A_NUMBER, NOT_WHOLE, OUT_OF_RANGE } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";

/** The whole number in [least, most] that `json` is, or -1 after a report; `want` says what to write. */
export function wholeOf(path: string, json: Json, least: i64, most: i64, want: string, report: Report): i64 {
  if (json.kind != Kind.Number) {
    report.add(NOT_A_NUMBER, path, seen(json) + " is not a number; write " + want);
    return -1;
  }
  const value = wholeNumber(json.text);
  if (value >= least && value <= most) return value;
  if (value == FRACTION) report.add(NOT_WHOLE, path, seen(json) + " is not whole; write " + want);
  else report.add(OUT_OF_RANGE, path, seen(json) + " is out of range; write " + want);
  return -1;
}

/** A whole number that must be there, in [least, 4294967295]; -1 after a report. `want` is as above. */
export function readWhole(fields: Fields, key: string, least: i64, want: string, report: Report): i64 {
  const json = fields.required(key, want);
  return json === null ? -1 : wholeOf(fields.at(key), json, least, u32.MAX_VALUE, want, report);
}
