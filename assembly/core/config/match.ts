import { WrittenMatch } from "../rule/written-match";
import { decimal } from "../text/text";
import { AlternativeReader } from "./alternative";
import { LIST_LENGTH } from "./ids";
import { Json } from "./json";
import { itemsOf } from "./list-field";
import { Report } from "./report";

/** The most alternatives of one list. */
export const MAX_ALTERNATIVES = 100;

/** Reads a list of alternatives, `list` at `path`; null where it is missing, and after a report. */
export function readMatch(path: string, list: Json | null, report: Report): WrittenMatch | null {
  const items = itemsOf(path, list, MAX_ALTERNATIVES, report);
  if (items === null) return null;
  const match = new WrittenMatch();
  if (items.length == 0)
    report.add(LIST_LENGTH, path, "an empty list, which nothing matches; add an alternative");
  for (let i = 0; i < items.length; ++i) {
    const reader = new AlternativeReader(path + "[" + decimal(i) + "]", items[i], report);
    match.alternatives.push(reader.read());
  }
  return match;
}
