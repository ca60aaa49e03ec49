import { tagNameFault } from "../http/header";
import { Reserve } from "../rule/reserve";
import { WrittenDebug } from "../rule/written-debug";
import { WrittenRule } from "../rule/written";
import { decimal, lowerCase } from "../text/text";
import { Fields } from "./fields";
import { BAD_HEADER, BAD_TOKEN, NOT_AN_OBJECT, OWNED_HEADER } from "./ids";
import { Json, Kind } from "./json";
import { Report } from "./report";
import { ownerOf } from "./rule-list";

const FIELDS: string[] = ["header", "token"];
const LEAST = 16;
const MOST = 256;

/**
 * Reads `debug`; null where it is missing, and after a report. No message shows a value: the token may stand in the place of
 * anything.
 */
export function readDebug(
  fields: Fields,
  rules: WrittenRule[],
  reserve: Reserve,
  report: Report,
): WrittenDebug | null {
  const json = fields.optional("debug");
  const path = fields.at("debug");
  if (json === null) return null;
  if (json.kind != Kind.Object) {
    report.add(NOT_AN_OBJECT, path, "this is not an object; write its fields header, token");
    return null;
  }
  const debug = new Fields(path, json, FIELDS, report);
  const header = readHeader(debug, rules, reserve, report);
  const token = textOf(debug.required("token", "a random text of at least 16 characters"));
  if (debug.optional("token") !== null) {
    const fault = token === null ? "not a string; put it in quotes" : tokenFault(token);
    if (fault.length > 0) report.add(BAD_TOKEN, debug.at("token"), fault);
  }
  return token === null ? null : new WrittenDebug(header, token);
}

/** In lower case; "" after a report. */
function readHeader(debug: Fields, rules: WrittenRule[], reserve: Reserve, report: Report): string {
  const json = debug.required("header", "the request header that carries the token");
  if (json === null) return "";
  const text = textOf(json);
  const header = text === null ? "" : lowerCase(text);
  if (header.length == 0 || tagNameFault(header).length > 0) {
    report.add(
      BAD_HEADER,
      debug.at("header"),
      'no header that may be taken away; write one such as "x-tag-debug"',
    );
    return "";
  }
  const owner = ownerOf(header, rules, reserve);
  if (owner.length > 0)
    report.add(OWNED_HEADER, debug.at("header"), "this is " + owner + "; name another header");
  return header;
}

function textOf(json: Json | null): string | null {
  return json !== null && json.kind == Kind.String ? json.text : null;
}

/** Why a token cannot be one, with the remedy; "" when it can. */
function tokenFault(token: string): string {
  if (token.length < LEAST) {
    return (
      decimal(token.length) + " characters are too few; write a random text of at least " + decimal(LEAST)
    );
  }
  if (token.length > MOST) return decimal(token.length) + " characters; the most is " + decimal(MOST);
  for (let i = 0; i < token.length; ++i) {
    const unit = token.charCodeAt(i);
    if (unit <= 0x20 || unit >= 0x7f)
      return "only visible ASCII without blanks goes through every client; write that";
  }
  return "";
}
