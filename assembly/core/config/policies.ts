import { WrittenPolicy } from "../rule/written";
import { decimal } from "../text/text";
import { Fields } from "./fields";
import { LIST_LENGTH, NEVER_MATCHES, SHARE_TAKEN } from "./ids";
import { itemsOf } from "./list-field";
import { Report } from "./report";
import { readTagValue } from "./tag-value";
import { readWhole, wholeOf } from "./whole-field";

/** Of a rule, in either of its lists. */
export const MAX_POLICIES = 1000;

const FIELDS: string[] = ["from", "range", "tagValue"];
const WANT =
  "a list of policies, each with range and tagValue, or partitionedPolicies, each with weight and tagValue";

/** Reads the list `policies` of a rule of this modulo, which is 0 where it could not be read. */
export function readPolicies(rule: Fields, modulo: i64, policies: WrittenPolicy[], report: Report): void {
  const list = rule.required("policies", WANT);
  const path = rule.at("policies");
  const items = itemsOf(path, list, MAX_POLICIES, report);
  if (items === null) return;
  if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; add a policy (range 0 tags nobody)");
  const only = items.length == 1;
  let before: i64 = -1; // the last range that could be read
  for (let i = 0; i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const range = readRange(fields, before, modulo, only, report);
    const from = readFrom(fields, before, range, only, report);
    policies.push(new WrittenPolicy(fields.path, from, range, readTagValue(fields, "range 0", report)));
    before = max(before, range);
  }
}

/** The range as it is written, also after a report of what it says; -1 after a report that it cannot be read. */
function readRange(fields: Fields, before: i64, modulo: i64, only: bool, report: Report): i64 {
  const want = "a whole number from 0 to " + (modulo > 0 ? "modulo, " + decimal(modulo) : "modulo");
  const range = readWhole(fields, "range", 0, want, report);
  const fault = range < 0 ? "" : rangeFault(range, before, modulo, only);
  if (fault.length > 0) report.add(NEVER_MATCHES, fields.at("range"), decimal(range) + fault);
  return range;
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

/** Where the policy begins: where the one before it ends, unless it says so itself. */
function readFrom(fields: Fields, before: i64, range: i64, only: bool, report: Report): i64 {
  const end = max<i64>(before, 0);
  const json = fields.optional("from");
  if (json === null) return end;
  const path = fields.at("from");
  const from = wholeOf(path, json, 0, u32.MAX_VALUE, "a whole number below range", report);
  if (from < 0) return end;
  const isOff = only && range == 0;
  if (from < end) report.add(SHARE_TAKEN, path, decimal(from) + overlapWith(end));
  else if (from >= range && range > before && !isOff) {
    report.add(NEVER_MATCHES, path, decimal(from) + noneBelow(range));
  }
  return from;
}

function overlapWith(end: i64): string {
  return " is below the range before it, " + decimal(end) + ", so the two overlap; raise it to at least that";
}

function noneBelow(range: i64): string {
  return " is not below range, " + decimal(range) + ", so the policy never matches; lower it";
}
