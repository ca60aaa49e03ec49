// What Node and the browser see of the core: the very code that the filter runs, behind strings, numbers and bytes.
import { advise } from "./advice";
import { describe as describeTo } from "./described/describe";
import { explain as explainTo } from "./explain";
import { Configuration, parse as parseConfiguration } from "./gateway";
import { decideGiven, partsOf } from "./given-request";
import { Asked } from "./plan/slot";
import { claimPath, CLIENT } from "./plan/slots";
import { fromUtf8, utf8 } from "./text/bytes";
import { JsonText } from "./text/json-text";
import { secondOf as secondOfText } from "./text/rfc3339";
import { fnv1a32 } from "./hash/fnv1a32";
import { labelsOf } from "./metrics/tally";
import { parse as parsePropagation } from "./config/sidecar";
import { Findings, Report } from "./config/report";
import { unquoted as sayUnquoted } from "./config/text-field";

/** Reads the JSON text of a plugin configuration, in UTF-8. The answer is a handle for the functions below. */
export function parse(json: StaticArray<u8>): Configuration {
  return parseConfiguration(json, json.length);
}

/** What is wrong with it: a handle for `errors` and `hiddenErrors`. */
export function report(configuration: Configuration): Report {
  return configuration.report;
}

/** The same of the JSON text of a configuration of the propagation module. */
export function propagationReport(json: StaticArray<u8>): Report {
  return parsePropagation(json, json.length).report;
}

/** The errors as id, path, message, id, path, message, …; empty when the configuration is valid. */
export function errors(report: Report): string[] {
  return flat(report.errors);
}

/** What an error of the id "unquoted" says where the value is written so in its file. */
export function unquoted(written: string): string {
  return sayUnquoted(written);
}

/** How many errors there are beyond those that `errors` lists. */
export function hiddenErrors(report: Report): i32 {
  return report.errors.hidden;
}

/** The warnings, in the same way. They refuse nothing. */
export function warnings(report: Report): string[] {
  return flat(report.warnings);
}

/** How many warnings there are beyond those that `warnings` lists. */
export function hiddenWarnings(report: Report): i32 {
  return report.warnings.hidden;
}

/** Advice to who writes the rules, in the same way: what works, but is rarely what was meant. Empty with errors. */
export function advice(configuration: Configuration): string[] {
  return flat(advise(configuration.rules));
}

/** How much advice there is beyond what `advice` lists. */
export function hiddenAdvice(configuration: Configuration): i32 {
  return advise(configuration.rules).hidden;
}

function flat(findings: Findings): string[] {
  const texts: string[] = [];
  for (let i = 0; i < findings.kept.length; ++i) {
    const finding = findings.kept[i];
    texts.push(finding.id);
    texts.push(finding.path);
    texts.push(finding.message);
  }
  return texts;
}

/**
 * What the rules may ask a host for: the names of request headers in lower case, as Envoy lists them, and the paths of
 * properties, which begin with a NUL and have one between their parts. "" stands for an id that is made for the request.
 */
export function reads(configuration: Configuration): string[] {
  return configuration.plan.reads.map<string>(
    (read) => (read.asked == Asked.Property ? "\0" : "") + fromUtf8(read.name),
  );
}

/** The request headers that belong to the gateway, in lower case, in the order of the file. */
export function tagHeaders(configuration: Configuration): string[] {
  return configuration.plan.tagHeaders.map<string>((tagHeader) => fromUtf8(tagHeader.name));
}

/** Beginnings of names that are reserved: each header with one of them belongs to the gateway too. In lower case. */
export function reservedPrefixes(configuration: Configuration): string[] {
  const reserved = configuration.plan.reserved;
  return reserved === null ? [] : reserved.prefixes.map<string>((prefix) => fromUtf8(prefix));
}

/** What each rule goes by, in the order of the file: its name, or its tagHeader where it has none. */
export function ruleNames(configuration: Configuration): string[] {
  return configuration.plan.rules.map<string>((rule) => rule.name);
}

/** What each rule is called in the metrics, in the order of the file; no two have one label. */
export function ruleLabels(configuration: Configuration): string[] {
  return labelsOf(configuration.plan.rules);
}

/** The number that a plugin shows of the configuration whose text it got, in [0, 2^32). */
export function fingerprint(text: StaticArray<u8>): u32 {
  return fnv1a32(text, 0, text.length);
}

/** For each rule, how many values an id has that is its key, with U+001F between them; 0 for a rule that is off. */
export function idParts(configuration: Configuration): i32[] {
  return configuration.plan.rules.map<i32>((rule) => {
    const bucket = rule.bucket;
    return bucket === null ? 0 : partsOf(bucket.key);
  });
}

/** True when only the module that sees the answers to requests takes the configuration. */
export function needsAnswers(configuration: Configuration): bool {
  return configuration.plan.answer !== null;
}

/** True when the gateway removes the header `name`, in lower case, from every request unless a rule sets it. */
export function owns(configuration: Configuration, name: string): bool {
  const bytes = utf8(name);
  const isName = tagHeaders(configuration).includes(name);
  return isName || configuration.plan.removes(bytes, 0, bytes.length);
}

/** The name in `reads` of a claim, whose path has dots: "sub", "org.id". */
export function claimRead(claim: string): string {
  return "\0" + claimPath(claim.replaceAll(".", "\0"));
}

/** The name in `reads` of the client's address, which has a port: 10.0.0.1:8080. */
export function clientRead(): string {
  return "\0" + CLIENT;
}

/**
 * The tag value for each of `tagHeaders`, "" where the header is removed; `values` holds the raw bytes of each of `reads`,
 * null where the request lacks it. `id` is the id of whoever sends it, wherever the keys take it from; null for none.
 */
export function tag(
  configuration: Configuration,
  values: Array<StaticArray<u8> | null>,
  id: StaticArray<u8> | null,
): string[] {
  const plan = configuration.plan;
  const request = decideGiven(plan, values, id);
  const tagValues: string[] = [];
  for (let i = 0; i < plan.tagHeaders.length; ++i) {
    const tagValue = unchecked(request.tagValues[i]);
    tagValues.push(tagValue === null ? "" : fromUtf8(tagValue));
  }
  return tagValues;
}

/** How it comes to them, as JSON (see explain.ts), in UTF-8. `values` and `id` as for `tag`. */
export function explain(
  configuration: Configuration,
  values: Array<StaticArray<u8> | null>,
  id: StaticArray<u8> | null,
): StaticArray<u8> {
  const plan = configuration.plan;
  const request = decideGiven(plan, values, id);
  let json = new JsonText(1 << 16);
  while (!explainTo(plan, request, json)) json = new JsonText(2 * json.bytes.data.length);
  return json.bytes.data.slice<StaticArray<u8>>(0, json.bytes.length);
}

/** What the rules do, as JSON in UTF-8 (see described/describe.ts); ranges as they are at the last `at`. */
export function describe(configuration: Configuration): StaticArray<u8> {
  let json = new JsonText(1 << 16);
  while (!describeTo(configuration, json)) json = new JsonText(2 * json.bytes.data.length);
  return json.bytes.data.slice<StaticArray<u8>>(0, json.bytes.length);
}

/** The second since 1970 of a time in RFC 3339, as a schedule has it; -1 for a text that is none from 1970 to 2105. */
export function secondOf(text: string): f64 {
  return <f64>secondOfText(text);
}

/** Moves the ranges that have a schedule to where they are at `second`, since 1970. */
export function at(configuration: Configuration, second: f64): void {
  configuration.plan.at(<i64>second);
}

/** The bucket of a header value: in [0, modulo). `modulo` is at least 1. */
export function bucket(value: StaticArray<u8>, modulo: u32): u32 {
  return hash(value) % modulo;
}

/** FNV-1a, 32 bits, of the value's bytes. */
export function hash(value: StaticArray<u8>): u32 {
  return fnv1a32(value, 0, value.length);
}

export {
  areDefaults,
  census,
  censusOfBoth,
  censusTagHeaders,
  count,
  joint,
  jointKind,
  jointRows,
  jointSteps,
  keyCount,
  reshuffled,
  tagValues,
  tallied,
  tally,
  uncounted,
  withoutKey,
} from "./census/index";

export { decideIds, possibleTags, reasonNames, rowValues } from "./many/index";
