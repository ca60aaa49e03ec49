import { cookieNameFault } from "../http/cookie-grammar";
import { MAX_NAME, nameFault } from "../http/header";
import { Use } from "../regex/regex";
import { SourceKind, WrittenSource } from "../rule/written-key";
import { decimal, lowerCase, quote } from "../text/text";
import { chosen } from "./choice";
import { readExpression } from "./expression";
import { Fields } from "./fields";
import { BAD_HEADER, BAD_SOURCE, LIST_LENGTH } from "./ids";
import { Json } from "./json";
import { itemsOf } from "./list-field";
import { Report } from "./report";
import { checked, lengthFault, textOf } from "./text-field";

const MAX_PARTS = 8;
const PART_KINDS: string[] = ["header", "cookie", "queryParam", "claim", "property", "address"];
const KINDS: string[] = ["header", "cookie", "queryParam", "claim", "property", "address", "all"];
const PART_FIELDS: string[] = PART_KINDS.concat(["capture"]);
const FIELDS: string[] = KINDS.concat(["capture"]);

/** Reads one source of a key; null after a report. */
export function readSource(path: string, json: Json, isPart: bool, report: Report): WrittenSource | null {
  const fields = new Fields(path, json, isPart ? PART_FIELDS : FIELDS, report);
  const kinds = isPart ? PART_KINDS : KINDS;
  const kind = chosen(fields, kinds, "source", report);
  return kind.length > 0 ? readKind(<SourceKind>kinds.indexOf(kind), kind, fields, report) : null;
}

function readKind(kind: SourceKind, key: string, fields: Fields, report: Report): WrittenSource | null {
  const path = fields.at(key);
  const json = fields.optional(key)!;
  const name = kind == SourceKind.All ? "" : readName(kind, path, json, report);
  const source = new WrittenSource(kind, name, path);
  const capture = fields.optional("capture");
  source.capture = readExpression(fields.at("capture"), capture, Use.Capture, false, report);
  if (source.capture !== null) source.captureText = capture!.text;
  if (kind == SourceKind.All) readParts(path, json, source.parts, report);
  else if (name.length == 0) return null;
  return source;
}

function readParts(path: string, json: Json, parts: WrittenSource[], report: Report): void {
  const items = itemsOf(path, json, MAX_PARTS, report);
  if (items === null) return;
  if (items.length < 2) report.add(LIST_LENGTH, path, "joins less than two sources; write those to join");
  for (let i = 0; i < items.length; ++i) {
    const part = readSource(path + "[" + decimal(i) + "]", items[i], true, report);
    if (part !== null) parts.push(part);
  }
}

/** The name, or the path with NUL between its parts; "" after a report. */
function readName(kind: SourceKind, path: string, json: Json, report: Report): string {
  if (kind == SourceKind.Property) return readPath(path, json, report);
  const text = textOf(path, json, "a name", report);
  if (text === null) return "";
  if (kind == SourceKind.Header) {
    const name = lowerCase(text);
    return checked(BAD_HEADER, path, name, nameFault(name), report);
  }
  if (kind == SourceKind.Claim) return claimPath(path, text, report);
  return checked(BAD_SOURCE, path, text, sourceFault(kind, text), report);
}

/** Why `text` cannot be the name of a cookie or a parameter, or no address is known by it; "" when it can. */
export function sourceFault(kind: SourceKind, text: string): string {
  if (kind == SourceKind.Address) {
    return text == "client" ? "" : quote(text) + " is no address that is known; write client";
  }
  if (kind == SourceKind.Cookie) return cookieNameFault(text);
  return text.length == 0 ? '"" is empty; write a name' : lengthFault(text);
}

/** The parts of a claim's path stand between dots. */
function claimPath(path: string, text: string, report: Report): string {
  const parts = text.split(".");
  const isGap = parts.includes("");
  const gap =
    quote(text) + " has nothing before, behind or between dots; write a claim such as sub or org.id";
  const fault = isGap ? gap : lengthFault(text);
  checked(BAD_SOURCE, path, text, fault, report);
  return fault.length > 0 ? "" : parts.join("\0");
}

function readPath(path: string, json: Json, report: Report): string {
  const items = itemsOf(path, json, MAX_PARTS, report);
  if (items === null) return "";
  if (items.length == 0)
    report.add(LIST_LENGTH, path, "an empty list; write the parts of the property's path");
  const parts: string[] = [];
  for (let i = 0; i < items.length; ++i) {
    const part = textOf(path + "[" + decimal(i) + "]", items[i], "a part of the path", report);
    if (part === null) return "";
    const at = path + "[" + decimal(i) + "]";
    if (part.length == 0) report.add(BAD_SOURCE, at, '"" is empty; write a part of the path');
    else if (part.includes("\0")) report.add(BAD_SOURCE, at, quote(part) + " has a NUL; remove it");
    else if (checked(BAD_SOURCE, at, part, lengthFault(part), report).length > 0) parts.push(part);
  }
  return parts.length == items.length ? parts.join("\0") : "";
}
