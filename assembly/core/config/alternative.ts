import { AUTHORITY, nameFault } from "../http/header";
import { SourceKind, WrittenSource } from "../rule/written-key";
import { WrittenCondition } from "../rule/written-match";
import { decimal, lowerCase, quote } from "../text/text";
import { Fields, memberPath } from "./fields";
import { BAD_HEADER, BAD_SOURCE, GIVEN_TWICE, LIST_LENGTH, MISSING_FIELD, NOT_AN_OBJECT } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";
import { sourceFault } from "./source";
import { readTest } from "./string-match";
import { checked } from "./text-field";

/** The most conditions of a configuration. */
export const MAX_CONDITIONS = 1000;

const FIELDS: string[] = ["authority", "cookies", "headers", "method", "queryParams", "uri"];

/** Reads one alternative of a match: conditions that must all hold. */
export class AlternativeReader {
  private readonly conditions: WrittenCondition[] = [];
  private readonly fields: Fields;

  constructor(
    path: string,
    private readonly json: Json,
    private readonly report: Report,
  ) {
    this.fields = new Fields(path, json, FIELDS, report);
  }

  read(): WrittenCondition[] {
    const fields = this.fields;
    if (fields.readable && this.json.keys.length == 0) {
      this.report.add(MISSING_FIELD, fields.path, "names no condition; write one of " + FIELDS.join(", "));
    }
    this.one("authority", new WrittenSource(SourceKind.Host, ""));
    this.one("uri", new WrittenSource(SourceKind.Path, ""));
    this.one("method", new WrittenSource(SourceKind.Header, ":method"));
    this.named("headers", SourceKind.Header);
    this.named("cookies", SourceKind.Cookie);
    this.named("queryParams", SourceKind.QueryParam);
    return this.conditions;
  }

  private one(key: string, source: WrittenSource): void {
    const json = this.fields.optional(key);
    if (json !== null) this.add(source, this.fields.at(key), json, key);
  }

  /** Reads the conditions of a field that has one for each name. */
  private named(key: string, kind: SourceKind): void {
    const report = this.report;
    const json = this.fields.optional(key);
    if (json === null) return;
    const path = this.fields.at(key);
    if (json.kind != Kind.Object) {
      const remedy = " is not an object; write a name, and what its value must be";
      return report.add(NOT_AN_OBJECT, path, seen(json) + remedy);
    }
    if (json.keys.length == 0)
      report.add(MISSING_FIELD, path, "names nothing; add a name, or remove the field");
    const names: string[] = [];
    for (let i = 0; i < json.keys.length; ++i) {
      if (report.isFull) return report.addUnseen(); // a hostile text has thousands
      const at = memberPath(path, json.keys[i]);
      const name = kind == SourceKind.Header ? lowerCase(json.keys[i]) : json.keys[i];
      if (names.includes(name)) report.add(GIVEN_TWICE, at, "given twice; keep one");
      names.push(name);
      this.member(kind, name, at, json.items[i], key);
    }
  }

  private member(kind: SourceKind, name: string, path: string, json: Json, key: string): void {
    if (kind != SourceKind.Header) {
      if (checked(BAD_SOURCE, path, name, sourceFault(kind, name), this.report).length == 0) return;
    } else if (name == "host") {
      return this.add(new WrittenSource(SourceKind.Host, ""), path, json, "authority");
    } else if (checked(BAD_HEADER, path, name, headerFault(name), this.report).length == 0) return;
    this.add(new WrittenSource(kind, name, path), path, json, key);
  }

  private add(source: WrittenSource, path: string, json: Json, place: string): void {
    const report = this.report;
    if (report.conditions++ >= MAX_CONDITIONS) {
      const most = decimal(MAX_CONDITIONS);
      if (report.conditions == MAX_CONDITIONS + 1) {
        report.add(
          LIST_LENGTH,
          path,
          "is beyond the " + most + " conditions of a configuration; write fewer",
        );
      }
      return;
    }
    const test = readTest(path, json, place, report);
    if (test !== null) this.conditions.push(new WrittenCondition(source, test));
  }
}

/** What a client may send as a header, but Envoy has under a name of its own, has a field of its own. */
function headerFault(name: string): string {
  if (name == ":path") return quote(name) + " has a field of its own; write uri or queryParams";
  if (name == ":method") return quote(name) + " has a field of its own; write method";
  return name == AUTHORITY ? quote(name) + " has a field of its own; write authority" : nameFault(name);
}
