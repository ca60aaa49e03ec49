import { Reserve } from "../rule/reserve";
import { Fields } from "./fields";
import { tagNameFault } from "../http/header";
import { isPattern, patternFault, Place } from "../http/name-pattern";
import { prefixFault } from "../baggage/tag-name";
import { Report } from "./report";
import { BAD_HEADER, GIVEN_TWICE } from "./ids";
import { itemsOf } from "./list-field";
import { checked, textOf } from "./text-field";
import { decimal, lowerCase, quote } from "../text/text";

export const MAX_RESERVED = 64;

/** Reads the list `reserve`, which may be missing: names of headers, and beginnings of names with a * behind. */
export function readReserve(fields: Fields, report: Report): Reserve {
  const reserve = new Reserve();
  const at = fields.at("reserve");
  const items = itemsOf(at, fields.optional("reserve"), MAX_RESERVED, report);
  if (items === null) return reserve;
  for (let i = 0; i < items.length; ++i) {
    const path = at + "[" + decimal(i) + "]";
    const text = textOf(path, items[i], "a name", report);
    if (text === null) continue;
    const item = lowerCase(text);
    const isPrefix = item.endsWith("*");
    const name = isPrefix ? item.substring(0, item.length - 1) : item;
    const known = isPrefix ? reserve.prefixes : reserve.names;
    if (known.includes(name)) report.add(GIVEN_TWICE, path, quote(item) + " is there twice; keep one");
    else if (checked(BAD_HEADER, path, name, itemFault(item, name), report).length > 0) known.push(name);
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
