import { compile } from "./compile";
import { Fields } from "./fields";
import { Json, JsonReader } from "./json";
import { Report } from "./report";
import { decimal, quote } from "./text";
import { isList, readRule, Rule } from "./rule";
import { RuleSet } from "./rules";

/** Limits of one configuration; others are in json.ts (the text), header.ts (names, values) and rule.ts. */
export const MAX_BYTES = 1 << 20;
export const MAX_RULES = 1000;

const FIELDS: string[] = ["rules"];

/** What a configuration text came to: `rules`, unless the report counts an error; then they are empty. */
export class Configuration {
  constructor(
    readonly report: Report,
    readonly rules: RuleSet,
  ) {}
}

/**
 * Reads the plugin configuration, the first `length` bytes of `text`: UTF-8 JSON, {"rules": [...]}. Never throws;
 * every fault is in the report. An empty list of rules is legal and tags nothing.
 */
export function parse(text: StaticArray<u8>, length: i32): Configuration {
  const report = new Report();
  const rules = readText(text, length, report);
  return new Configuration(report, report.count == 0 ? compile(rules) : new RuleSet());
}

function readText(text: StaticArray<u8>, length: i32, report: Report): Rule[] {
  if (length > MAX_BYTES) {
    const remedy = "write fewer rules: the most is " + decimal(MAX_BYTES);
    report.add("", "the configuration has " + decimal(length) + " bytes; " + remedy);
    return [];
  }
  const reader = new JsonReader(text, length);
  const json = reader.read();
  if (json !== null) return readRules(json, report);
  report.add("", reader.error);
  return [];
}

function readRules(json: Json, report: Report): Rule[] {
  const rules: Rule[] = [];
  const list = new Fields("", json, FIELDS, report).required("rules", "the list of rules; [] tags nothing");
  if (list === null || !isList("rules", list, MAX_RULES, report)) return rules;
  for (let i = 0; i < list.items.length; ++i) {
    rules.push(readRule("rules[" + decimal(i) + "]", list.items[i], report));
  }
  checkNames(rules, report);
  checkOwners(rules, report);
  return rules;
}

/**
 * Names are unique. An unnamed rule goes by its tagHeader; several of those may share it, as they may share the
 * tagHeader, but no rule may be given a name that another one goes by.
 */
function checkNames(rules: Rule[], report: Report): void {
  for (let i = 1; i < rules.length; ++i) {
    const rule = rules[i];
    const name = rule.knownAs;
    for (let j = 0; j < i; ++j) {
      if (name.length == 0 || rules[j].knownAs != name || rule.name.length + rules[j].name.length == 0)
        continue;
      report.add(
        rule.path + ".name",
        quote(name) + " is the name of " + rules[j].path + " too; give each its own",
      );
      break;
    }
  }
}

/** What the client sends in a tagHeader is thrown away, so hashing it would let the client choose its bucket. */
function checkOwners(rules: Rule[], report: Report): void {
  for (let i = 0; i < rules.length; ++i) {
    const header = rules[i].header;
    for (let j = 0; j < rules.length; ++j) {
      if (header.length == 0 || rules[j].tagHeader != header) continue;
      const fault = quote(header) + " is the tagHeader of " + rules[j].path + "; hash another header";
      report.add(rules[i].path + ".header", fault);
      break;
    }
  }
}
