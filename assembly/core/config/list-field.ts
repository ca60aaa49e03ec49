import { decimal } from "../text/text";
import { LIST_LENGTH, NOT_A_LIST } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";

/** The items of a list of at most `most`; null where it is missing, and after a report. */
export function itemsOf(path: string, json: Json | null, most: i32, report: Report): Json[] | null {
  if (json === null) return null;
  if (json.kind != Kind.Array) {
    report.add(NOT_A_LIST, path, seen(json) + " is not a list; write one");
    return null;
  }
  if (json.items.length <= most) return json.items;
  report.add(LIST_LENGTH, path, "a list of " + decimal(json.items.length) + "; the most is " + decimal(most));
  return null;
}
