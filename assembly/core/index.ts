// What Node and the browser see of the core: the very code that the filter runs, behind strings, numbers and bytes.
import { Configuration, parse as parseConfiguration } from "./gateway";
import { utf8 } from "./text/bytes";
import { fnv1a32 } from "./hash/fnv1a32";
import { AUTHORITY } from "./http/header";
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

/** The request headers that the rules hash, in lower case. */
export function headers(configuration: Configuration): string[] {
  return configuration.rules.headers.map<string>((header) => {
    const name = String.UTF8.decode(header.name);
    return name == AUTHORITY ? "host" : name;
  });
}

/** The request headers that belong to the gateway, in lower case, in the order of the file. */
export function tagHeaders(configuration: Configuration): string[] {
  return configuration.rules.tagHeaders.map<string>((tagHeader) => String.UTF8.decode(tagHeader.name));
}

/** Beginnings of names that are reserved: each header with one of them belongs to the gateway too. In lower case. */
export function reservedPrefixes(configuration: Configuration): string[] {
  const reserved = configuration.rules.reserved;
  if (reserved === null) return [];
  return reserved.prefixes.map<string>((prefix) =>
    String.UTF8.decodeUnsafe(changetype<usize>(prefix), prefix.length),
  );
}

/** True when the gateway removes the header `name`, in lower case, from every request unless a rule sets it. */
export function owns(configuration: Configuration, name: string): bool {
  const bytes = utf8(name);
  const isName = tagHeaders(configuration).includes(name);
  return isName || configuration.rules.removes(bytes, 0, bytes.length);
}

/**
 * The tag value for each of `tagHeaders`, "" where the header is removed; `values` holds the raw bytes of each of
 * `headers`, none where the request lacks it.
 */
export function tag(configuration: Configuration, values: StaticArray<u8>[]): string[] {
  const rules = configuration.rules;
  for (let i = 0; i < rules.headers.length; ++i) rules.headers[i].see(values[i], 0, values[i].length);
  return rules.tagHeaders.map<string>((tagHeader) => {
    const value = tagHeader.choose();
    return value === null ? "" : String.UTF8.decode(value);
  });
}

/** The bucket of a header value: in [0, modulo). `modulo` is at least 1. */
export function bucket(value: StaticArray<u8>, modulo: u32): u32 {
  return hash(value) % modulo;
}

/** FNV-1a, 32 bits, of the value's bytes. */
export function hash(value: StaticArray<u8>): u32 {
  return fnv1a32(value, 0, value.length);
}
