import { Use } from "../regex/regex";
import { TestKind, WrittenTest } from "../rule/written-match";
import { decimal } from "../text/text";
import { boolOf } from "./bool-field";
import { chosen } from "./choice";
import { readExpression } from "./expression";
import { Fields } from "./fields";
import { IDLE_FIELD, LIST_LENGTH } from "./ids";
import { Json } from "./json";
import { itemsOf } from "./list-field";
import { Comparison } from "./comparison";
import { Report } from "./report";

/** The most texts of a list `in`. */
export const MAX_TEXTS = 1000;

const CHOICES: string[] = ["contains", "exact", "in", "prefix", "present", "regex", "suffix"];
const FIELDS: string[] = ["contains", "exact", "ignoreCase", "in", "prefix", "present", "regex", "suffix"];

/**
 * Reads what a value must be: exactly one comparison, and `ignoreCase`. `place` is the field of the match in which it stands.
 * Null after a report.
 */
export function readTest(path: string, json: Json, place: string, report: Report): WrittenTest | null {
  const fields = new Fields(path, json, FIELDS, report);
  const choice = chosen(fields, CHOICES, "comparison", report);
  const isFolded = readIgnoreCase(fields, choice, place, report);
  if (choice.length == 0) return null;
  const at = fields.at(choice);
  const value = fields.optional(choice)!;
  if (choice == "present") {
    return new WrittenTest(boolOf(at, value, true, report) ? TestKind.Present : TestKind.Absent, [], false);
  }
  if (choice == "regex") return readRegex(at, value, isFolded, report);
  const comparison = new Comparison(choice, place, isFolded);
  const texts =
    choice == "in" ? readTexts(at, value, comparison, report) : [comparison.read(at, value, report)];
  return new WrittenTest(kindOf(choice), texts, isFolded);
}

/** A host has no letter case. */
function readIgnoreCase(fields: Fields, choice: string, place: string, report: Report): bool {
  const json = fields.optional("ignoreCase");
  const at = fields.at("ignoreCase");
  if (json !== null && (choice == "present" || place == "authority")) {
    const why = choice == "present" ? "beside present" : "here, as a host has no letter case";
    report.add(IDLE_FIELD, at, "means nothing " + why + "; remove it");
  }
  return place == "authority" || boolOf(at, json, false, report);
}

function readRegex(path: string, json: Json, isFolded: bool, report: Report): WrittenTest | null {
  const regex = readExpression(path, json, Use.Whole, isFolded, report);
  if (regex === null) return null;
  const test = new WrittenTest(TestKind.Regex, [json.text], isFolded);
  test.regex = regex;
  return test;
}

function readTexts(path: string, json: Json, comparison: Comparison, report: Report): string[] {
  const texts: string[] = [];
  const items = itemsOf(path, json, MAX_TEXTS, report);
  if (items === null) return texts;
  if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; add the texts to compare with");
  for (let i = 0; i < items.length; ++i) {
    texts.push(comparison.read(path + "[" + decimal(i) + "]", items[i], report));
  }
  return texts;
}

function kindOf(choice: string): TestKind {
  if (choice == "prefix") return TestKind.Prefix;
  if (choice == "suffix") return TestKind.Suffix;
  return choice == "contains" ? TestKind.Contains : TestKind.In;
}
