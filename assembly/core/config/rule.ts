import { nameFault, tagNameFault } from "../http/header";
import { WrittenPolicy, WrittenRule } from "../rule/written";
import { Engine, WrittenHash } from "../rule/written-hash";
import { decimal, lowerCase } from "../text/text";
import { boolOf } from "./bool-field";
import { Fields } from "./fields";
import { readHash } from "./hash";
import { BAD_HEADER, BAD_NAME, BAD_SALT, IDLE_FIELD, LIST_LENGTH, NEVER_MATCHES, OUT_OF_RANGE } from "./ids";
import { Json } from "./json";
import { itemsOf } from "./list-field";
import { Report } from "./report";
import { readOptionalTagValue, readTagValue } from "./tag-value";
import { checked, lengthFault, textOf } from "./text-field";
import { wholeOf } from "./whole-field";

export const MAX_POLICIES = 1000;
const MAX_MODULO: i64 = 0xffffffff;

const FIELDS: string[] = [
  "anonymousTagValue",
  "defaultTagValue",
  "enabled",
  "hash",
  "header",
  "modulo",
  "name",
  "policies",
  "salt",
  "tagHeader",
];
const POLICY_FIELDS: string[] = ["range", "tagValue"];

/** Reads one rule; every fault goes to the report. */
export function readRule(path: string, json: Json, report: Report): WrittenRule {
  const rule = new WrittenRule(path);
  const fields = new Fields(path, json, FIELDS, report);
  rule.isEnabled = boolOf(fields.at("enabled"), fields.optional("enabled"), true, report);
  rule.name = readShort(BAD_NAME, fields, "name", report);
  rule.header = readHeader(fields, "header", "the request header whose value is hashed", nameFault, report);
  rule.tagHeader = readHeader(fields, "tagHeader", "the request header to set", tagNameFault, report);
  rule.hash = readSaltOrHash(fields, report);
  rule.modulo = readModulo(fields, rule.hash, report);
  readPolicies(fields, rule, report);
  rule.defaultTagValue = readOptionalTagValue(fields, "defaultTagValue", report);
  rule.anonymousTagValue = readOptionalTagValue(fields, "anonymousTagValue", report);
  return rule;
}

/** Null for the plain hash, and after a report. */
function readSaltOrHash(fields: Fields, report: Report): WrittenHash | null {
  const salt = readShort(BAD_SALT, fields, "salt", report);
  const hash = readHash(fields, report);
  if (fields.optional("salt") === null) return hash;
  if (fields.optional("hash") === null) return new WrittenHash(Engine.Salted, salt);
  report.add(IDLE_FIELD, fields.at("salt"), "means nothing beside hash; keep one of them");
  return null;
}

/** The modulo of the rule, which it may leave to an engine that has its own; 0 after a report. */
function readModulo(fields: Fields, hash: WrittenHash | null, report: Report): i64 {
  const own: i64 = hash === null ? 0 : hash.modulo;
  const isOpen = hash === null && fields.optional("hash") !== null; // whether an engine was meant that has its own
  if ((own > 0 || isOpen) && fields.optional("modulo") === null) return own;
  const modulo = max<i64>(readWhole(fields, "modulo", 1, "a whole number from 1 to 4294967295", report), 0);
  if (own == 0 || modulo == 0 || modulo == own) return modulo;
  const fault = decimal(modulo) + " is not the modulo of this hash";
  report.add(
    OUT_OF_RANGE,
    fields.at("modulo"),
    fault + "; write " + decimal(own) + ", or leave the field out",
  );
  return own;
}

function readPolicies(rest: Fields, rule: WrittenRule, report: Report): void {
  const list = rest.required("policies", "a list of policies, each with range and tagValue");
  const path = rest.at("policies");
  const items = itemsOf(path, list, MAX_POLICIES, report);
  if (items === null) return;
  if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; add a policy (range 0 tags nobody)");
  let before: i64 = -1; // the last range that could be read
  for (let i = 0; i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], POLICY_FIELDS, report);
    const want = rule.modulo > 0 ? "modulo, " + decimal(rule.modulo) : "modulo";
    const range = readWhole(fields, "range", 0, "a whole number from 0 to " + want, report);
    if (range >= 0) {
      const fault = rangeFault(range, before, rule.modulo, items.length == 1);
      if (fault.length > 0) report.add(NEVER_MATCHES, fields.at("range"), decimal(range) + fault);
      before = max(before, range);
    }
    rule.policies.push(new WrittenPolicy(range, readTagValue(fields, report)));
  }
}

/** Why a policy with this range could never match, with the remedy; "" when it can, or when it is the rule's off switch. */
function rangeFault(range: i64, before: i64, modulo: i64, only: bool): string {
  if (modulo > 0 && range > modulo) {
    return " is above modulo " + decimal(modulo) + "; lower it to at most " + decimal(modulo);
  }
  if (range == 0 && !only)
    return " never matches; remove this policy (range 0 is the off switch of a rule with one policy)";
  if (range <= before)
    return " is not above the range before it, " + decimal(before) + ", so it never matches; raise it";
  return "";
}

/** A text of at most MAX_NAME characters that may be missing; "" then, and after a report under `id`. */
function readShort(id: string, fields: Fields, key: string, report: Report): string {
  const text = textOf(fields.at(key), fields.optional(key), "the " + key + " in quotes", report);
  if (text === null) return "";
  const empty = '"" is empty; write a ' + key + ", or leave the field out";
  const fault = text.length == 0 ? empty : lengthFault(text);
  return checked(id, fields.at(key), text, fault, report);
}

/** A header's name in lower case, or "" after a report. */
function readHeader(
  fields: Fields,
  key: string,
  want: string,
  faultOf: (name: string) => string,
  report: Report,
): string {
  const text = textOf(fields.at(key), fields.required(key, want), want, report);
  if (text === null) return "";
  const name = lowerCase(text);
  return checked(BAD_HEADER, fields.at(key), name, faultOf(name), report);
}

/** A whole number in [least, 4294967295], or -1 after a report. */
function readWhole(fields: Fields, key: string, least: i64, want: string, report: Report): i64 {
  const json = fields.required(key, want);
  return json === null ? -1 : wholeOf(fields.at(key), json, least, MAX_MODULO, want, report);
}
