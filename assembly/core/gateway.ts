import { compile } from "./plan/compile";
import { Fields } from "./config/fields";
import { Json, JsonReader, Kind } from "./config/json";
import { bytesOf } from "./text/bytes";
import { isOctet } from "./baggage/percent";
import { Selection } from "./baggage/selection";
import { carriedFault } from "./baggage/tag-name";
import { Report, seen } from "./config/report";
import { readReserve, Reserve } from "./config/reserve";
import { decimal, quote } from "./text/text";
import { isList, readRule, Rule } from "./config/rule";
import { RuleSet } from "./plan/plan";

/** Limits of one configuration; others are in json.ts (the text), header.ts (names, values) and rule.ts. */
export const MAX_BYTES = 1 << 20;
export const MAX_RULES = 1000;

/** Half of the headers that Envoy takes unless told otherwise, so that the client's have the other half. */
const MANY_TAG_HEADERS = 50;

const FIELDS: string[] = ["rules", "reserve", "propagate"];
const PROPAGATE_FIELDS: string[] = ["baggage"];

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
  const json = readText(text, length, report);
  const rules = json === null ? new RuleSet() : readConfiguration(json, report);
  return new Configuration(report, rules);
}

function readText(text: StaticArray<u8>, length: i32, report: Report): Json | null {
  if (length > MAX_BYTES) {
    const remedy = "write fewer rules: the most is " + decimal(MAX_BYTES);
    report.add("", "the configuration has " + decimal(length) + " bytes; " + remedy);
    return null;
  }
  const reader = new JsonReader(text, length);
  const json = reader.read();
  if (json === null) report.add("", reader.error);
  return json;
}

/** No rules at all where anything is at fault. */
function readConfiguration(json: Json, report: Report): RuleSet {
  const fields = new Fields("", json, FIELDS, report);
  const rules = readRules(fields, report);
  const reserve = readReserve(fields, report);
  checkOwners(rules, reserve, report);
  const carriesBaggage = readPropagate(fields, rules, reserve, report);
  if (report.count > 0) return new RuleSet();
  const compiled = compile(rules, reserve);
  warnOfTagHeaders(compiled, report);
  if (!carriesBaggage) return compiled;
  compiled.carried = tagsOf(compiled);
  warnOfEscapes(rules, report);
  return compiled;
}

function readRules(fields: Fields, report: Report): Rule[] {
  const rules: Rule[] = [];
  const list = fields.required("rules", "the list of rules; [] tags nothing");
  if (list === null || !isList("rules", list, MAX_RULES, report)) return rules;
  for (let i = 0; i < list.items.length; ++i) {
    rules.push(readRule("rules[" + decimal(i) + "]", list.items[i], report));
  }
  checkNames(rules, report);
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

/** What the client sends in the gateway's headers is thrown away, so hashing one would let it choose its bucket. */
function checkOwners(rules: Rule[], reserve: Reserve, report: Report): void {
  for (let i = 0; i < rules.length; ++i) {
    const owner = ownerOf(rules[i].header, rules, reserve);
    if (owner.length == 0) continue;
    report.add(rules[i].path + ".header", quote(rules[i].header) + " is " + owner + "; hash another header");
  }
}

/** What makes `header` the gateway's; "" when nothing does. */
function ownerOf(header: string, rules: Rule[], reserve: Reserve): string {
  if (header.length == 0) return "";
  for (let i = 0; i < rules.length; ++i) {
    if (rules[i].tagHeader == header) return "the tagHeader of " + rules[i].path;
  }
  const item = reserve.itemFor(header);
  return item.length > 0 ? "reserved by " + quote(item) : "";
}

/** Whether tags go into baggage too; not when nothing is said of it. */
function readPropagate(fields: Fields, rules: Rule[], reserve: Reserve, report: Report): bool {
  const json = fields.optional("propagate");
  if (json === null) return false;
  const propagate = new Fields("propagate", json, PROPAGATE_FIELDS, report);
  const baggage = propagate.required("baggage", "true or false");
  if (baggage === null) return false;
  if (baggage.kind != Kind.Boolean) {
    report.add("propagate.baggage", seen(baggage) + " is neither true nor false; write one of them");
  }
  if (baggage.text != "true") return false;
  for (let i = 0; i < rules.length; ++i) {
    const fault = carriedFault(rules[i].tagHeader);
    if (fault.length > 0) report.add(rules[i].path + ".tagHeader", fault + ", or propagate none");
  }
  if (reserve.names.includes("baggage")) {
    report.add("reserve", '"baggage" carries the tags; take it out, or propagate none');
  }
  return true;
}

/** Envoy answers 431 to a request with more headers than its max_headers_count, and the tags come on top of the client's. */
function warnOfTagHeaders(rules: RuleSet, report: Report): void {
  let most = 0; // on one request; a header that is only removed is none more
  for (let i = 0; i < rules.tagHeaders.length; ++i) if (rules.tagHeaders[i].policies.length > 0) ++most;
  if (most < MANY_TAG_HEADERS) return;
  const fault = decimal(most) + " tag headers may come together in one request; ";
  const remedy =
    "the next Envoy answers 431 to more than 100 headers: have fewer, or raise its max_headers_count";
  report.warn("tag-headers", "rules", fault + remedy);
}

/** Not every app gives a value back for which baggage needs an escape: Python's old and new libraries, Go's up to 1.21. */
function warnOfEscapes(rules: Rule[], report: Report): void {
  for (let i = 0; i < rules.length; ++i) {
    const policies = rules[i].policies;
    for (let j = 0; j < policies.length; ++j) {
      const value = policies[j].tagValue;
      let at = 0;
      while (at < value.length && isOctet(value.charCodeAt(at))) ++at;
      if (at == value.length) continue;
      const fault = quote(value) + " has " + quote(value.charAt(at));
      const remedy = ", which baggage must escape and some apps then change or drop; write it without";
      report.warn(
        "escape-in-baggage",
        rules[i].path + ".policies[" + decimal(j) + "].tagValue",
        fault + remedy,
      );
    }
  }
}

function tagsOf(rules: RuleSet): Selection {
  const names: StaticArray<u8>[] = [];
  for (let i = 0; i < rules.tagHeaders.length; ++i) names.push(bytesOf(rules.tagHeaders[i].name));
  const reserved = rules.reserved;
  return new Selection(names, reserved === null ? [] : reserved.prefixes);
}
