import { Reserve } from "../rule/reserve";
import { Fields } from "./fields";
import { tagNameFault } from "../http/header";
import { isPattern, patternFault, Place } from "../http/name-pattern";
import { prefixFault } from "../baggage/tag-name";
import { Report } from "./report";
import { isList } from "./rule";
import { textOf } from "./text-field";
import { decimal, lowerCase, quote } from "../text/text";

export const MAX_RESERVED = 64;

/** Reads the list `reserve`, which may be missing: names of headers, and beginnings of names with a * behind. */
export function readReserve(fields: Fields, report: Report): Reserve {
  const reserve = new Reserve();
  const list = fields.optional("reserve");
  if (list === null || !isList("reserve", list, MAX_RESERVED, report)) return reserve;
  for (let i = 0; i < list.items.length; ++i) {
    const path = "reserve[" + decimal(i) + "]";
    const text = textOf(path, list.items[i], "a name", report);
    if (text === null) continue;
    const item = lowerCase(text);
    const isPrefix = item.endsWith("*");
    const name = isPrefix ? item.substring(0, item.length - 1) : item;
    const known = isPrefix ? reserve.prefixes : reserve.names;
    const fault = known.includes(name) ? quote(item) + " is there twice; keep one" : itemFault(item, name);
    if (fault.length > 0) report.add(path, fault);
    else known.push(name);
  }
  return reserve;
}

/** Why `item`, which is `name` with or without a * behind, cannot be reserved, with the remedy; "" when it can. */
function itemFault(item: string, name: string): string {
  if (item == "*") return '"*" takes in every header; write how the names begin, such as "appver-*"';
  const isPrefix = item.length > name.length;
  if (isPattern(name) || (isPrefix && name.endsWith("."))) return patternFault(item, Place.Reserved);
  return isPrefix ? prefixFault(name) : tagNameFault(name);
}
