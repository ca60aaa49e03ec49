import { headerKey, WrittenKey } from "../rule/written-key";
import { decimal, quote } from "../text/text";
import { Fields } from "./fields";
import { BAD_SOURCE, GIVEN_TWICE, IDLE_FIELD, LIST_LENGTH } from "./ids";
import { itemsOf } from "./list-field";
import { Report } from "./report";
import { readSource } from "./source";
import { checked, lengthFault, textOf } from "./text-field";
import { readHeaderName } from "./header-field";
import { nameFault } from "../http/header";

const MAX_SOURCES = 8;
const MAX_PLACEHOLDERS = 32;
const WANT = "the request header whose value is hashed";

/** Reads whose request it is: `key`, or `header`, which is short for a key of one header; and the placeholders. */
export function readKey(rule: Fields, report: Report): WrittenKey {
  const list = rule.optional("key");
  const path = rule.at("key");
  let key = new WrittenKey();
  if (list === null)
    key = headerKey(readHeaderName(rule, "header", WANT, nameFault, report), rule.at("header"));
  else if (rule.optional("header") !== null) {
    report.add(IDLE_FIELD, rule.at("header"), "means nothing beside key; keep one of them");
  }
  const items = itemsOf(path, list, MAX_SOURCES, report);
  if (items !== null) {
    if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; write where the user's id stands");
    for (let i = 0; i < items.length; ++i) {
      const source = readSource(path + "[" + decimal(i) + "]", items[i], false, report);
      if (source !== null) key.sources.push(source);
    }
  }
  readPlaceholders(rule, key.placeholders, report);
  return key;
}

function readPlaceholders(rule: Fields, placeholders: string[], report: Report): void {
  const at = rule.at("placeholders");
  const items = itemsOf(at, rule.optional("placeholders"), MAX_PLACEHOLDERS, report);
  for (let i = 0; items !== null && i < items.length; ++i) {
    const path = at + "[" + decimal(i) + "]";
    const text = textOf(path, items[i], "an id that stands for nobody", report);
    if (text === null) continue;
    if (text.length == 0) report.add(BAD_SOURCE, path, '"" counts as missing anyway; remove it');
    else if (placeholders.includes(text))
      report.add(GIVEN_TWICE, path, quote(text) + " is there twice; keep one");
    else if (checked(BAD_SOURCE, path, text, lengthFault(text), report).length > 0) placeholders.push(text);
  }
}
