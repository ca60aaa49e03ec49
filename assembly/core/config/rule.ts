import { tagNameFault } from "../http/header";
import { WrittenRule } from "../rule/written";
import { Engine, WrittenHash } from "../rule/written-hash";
import { decimal } from "../text/text";
import { boolOf } from "./bool-field";
import { Fields } from "./fields";
import { readHash } from "./hash";
import { readHeaderName } from "./header-field";
import { BAD_NAME, BAD_SALT, IDLE_FIELD, OUT_OF_RANGE } from "./ids";
import { Json } from "./json";
import { readKey } from "./key";
import { readMatch } from "./match";
import { readOverrides } from "./overrides";
import { readPartitionedPolicies } from "./partitioned-policies";
import { readPins } from "./pins";
import { readPolicies } from "./policies";
import { Report } from "./report";
import { readOptionalTagValue } from "./tag-value";
import { checked, lengthFault, textOf } from "./text-field";
import { readWhole } from "./whole-field";

const FIELDS: string[] = [
  "anonymousTagValue",
  "defaultTagValue",
  "enabled",
  "hash",
  "header",
  "key",
  "layer",
  "match",
  "modulo",
  "name",
  "overrides",
  "partitionedPolicies",
  "pins",
  "placeholders",
  "policies",
  "salt",
  "tagHeader",
  "unless",
];

/** The fields that say which buckets a rule has; it has one of them at most. */
const SORTS: string[] = ["hash", "layer", "salt"];

/** Reads one rule; every fault goes to the report. */
export function readRule(path: string, json: Json, report: Report): WrittenRule {
  const rule = new WrittenRule(path);
  const fields = new Fields(path, json, FIELDS, report);
  rule.isEnabled = boolOf(fields.at("enabled"), fields.optional("enabled"), true, report);
  rule.name = readShort(BAD_NAME, fields, "name", report);
  rule.match = readMatch(fields.at("match"), fields.optional("match"), report);
  rule.unless = readMatch(fields.at("unless"), fields.optional("unless"), report);
  rule.key = readKey(fields, report);
  rule.tagHeader = readHeaderName(fields, "tagHeader", "the request header to set", tagNameFault, report);
  rule.hash = readHashOf(rule, fields, report);
  rule.modulo = readModulo(fields, rule.hash, report);
  readOverrides(fields, rule.overrides, report);
  readPins(fields, rule.pins, report);
  readShares(fields, rule, report);
  rule.defaultTagValue = readOptionalTagValue(fields, "defaultTagValue", report);
  rule.anonymousTagValue = readOptionalTagValue(fields, "anonymousTagValue", report);
  return rule;
}

/** Whose buckets the rule has: an engine's, its layer's or its salt's. Null for the plain hash. */
function readHashOf(rule: WrittenRule, fields: Fields, report: Report): WrittenHash | null {
  const salt = readShort(BAD_SALT, fields, "salt", report);
  const hash = readHash(fields, report);
  rule.layer = readShort(BAD_NAME, fields, "layer", report);
  let kept = "";
  for (let i = 0; i < SORTS.length; ++i) {
    if (fields.optional(SORTS[i]) === null) continue;
    if (kept.length == 0) kept = SORTS[i];
    else report.add(IDLE_FIELD, fields.at(SORTS[i]), "means nothing beside " + kept + "; keep one of them");
  }
  if (kept == "layer") return new WrittenHash(Engine.Salted, rule.layer);
  return kept == "salt" ? new WrittenHash(Engine.Salted, salt) : hash;
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

/** Exactly one of the two lists that say who gets which tag. */
function readShares(fields: Fields, rule: WrittenRule, report: Report): void {
  const weights = fields.optional("partitionedPolicies");
  if (weights === null) {
    readPolicies(fields, rule.modulo, rule.policies, report);
    return;
  }
  if (fields.optional("policies") !== null) {
    const remedy = "means nothing beside policies; keep one of them";
    report.add(IDLE_FIELD, fields.at("partitionedPolicies"), remedy);
  }
  readPartitionedPolicies(fields.at("partitionedPolicies"), weights, rule.modulo, rule.policies, report);
}

/** A text of at most MAX_NAME characters that may be missing; "" then, and after a report under `id`. */
function readShort(id: string, fields: Fields, key: string, report: Report): string {
  const text = textOf(fields.at(key), fields.optional(key), "the " + key + " in quotes", report);
  if (text === null) return "";
  const empty = '"" is empty; write a ' + key + ", or leave the field out";
  const fault = text.length == 0 ? empty : lengthFault(text);
  return checked(id, fields.at(key), text, fault, report);
}
