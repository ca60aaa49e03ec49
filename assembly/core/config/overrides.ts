import { WrittenMatch, WrittenOverride } from "../rule/written-match";
import { decimal } from "../text/text";
import { Fields } from "./fields";
import { Json, Kind } from "./json";
import { itemsOf } from "./list-field";
import { readMatch } from "./match";
import { Report } from "./report";
import { readValueOrNull } from "./tag-value";

/** The most overrides of a rule. */
export const MAX_OVERRIDES = 100;

const FIELDS: string[] = ["match", "tagValue"];

/** Reads what a rule decides before it hashes. */
export function readOverrides(rule: Fields, overrides: WrittenOverride[], report: Report): void {
  const path = rule.at("overrides");
  const items = itemsOf(path, rule.optional("overrides"), MAX_OVERRIDES, report);
  for (let i = 0; items !== null && i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const list = fields.required("match", "a list of alternatives, of which one must hold");
    const match = readMatch(fields.at("match"), list, report);
    const tagValue = readValueOrNull(fields, report);
    if (match !== null) overrides.push(new WrittenOverride(match, tagValue));
  }
}
