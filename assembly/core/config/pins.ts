import { WrittenPin } from "../rule/written";
import { decimal, quote } from "../text/text";
import { Fields } from "./fields";
import { BAD_SOURCE, GIVEN_TWICE, LIST_LENGTH } from "./ids";
import { itemsOf } from "./list-field";
import { Report } from "./report";
import { readValueOrNull } from "./tag-value";
import { checked, lengthFault, textOf } from "./text-field";

const MAX_PINS = 100;
const MAX_IDS = 10000;

const FIELDS: string[] = ["ids", "tagValue"];

/** Reads which ids get a tag value whatever their bucket is. No id may come twice. */
export function readPins(rule: Fields, pins: WrittenPin[], report: Report): void {
  const path = rule.at("pins");
  const items = itemsOf(path, rule.optional("pins"), MAX_PINS, report);
  const known = new Set<string>();
  for (let i = 0; items !== null && i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const ids = readIds(fields, known, report);
    pins.push(new WrittenPin(ids, readValueOrNull(fields, report)));
  }
}

function readIds(pin: Fields, known: Set<string>, report: Report): string[] {
  const ids: string[] = [];
  const at = pin.at("ids");
  const items = itemsOf(at, pin.required("ids", "a list of ids"), MAX_IDS, report);
  if (items !== null && items.length == 0)
    report.add(LIST_LENGTH, at, "an empty list; write ids, or remove the pin");
  for (let i = 0; items !== null && i < items.length; ++i) {
    const path = at + "[" + decimal(i) + "]";
    const id = textOf(path, items[i], "an id", report);
    if (id === null) continue;
    if (id.length == 0) report.add(BAD_SOURCE, path, '"" counts as missing and has no bucket; remove it');
    else if (known.has(id)) report.add(GIVEN_TWICE, path, quote(id) + " is pinned twice; keep one");
    else if (checked(BAD_SOURCE, path, id, lengthFault(id), report).length > 0) ids.push(id);
    known.add(id);
  }
  return ids;
}
