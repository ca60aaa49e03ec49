import { WrittenPolicy } from "../rule/written";
import { decimal } from "../text/text";
import { Fields } from "./fields";
import { LIST_LENGTH, NEVER_MATCHES, SHARE_TAKEN } from "./ids";
import { itemsOf } from "./list-field";
import { rangeIn } from "./range";
import { Report } from "./report";
import { readSchedule } from "./schedule";
import { readTagValue } from "./tag-value";
import { wholeOf } from "./whole-field";

/** Of a rule, in either of its lists. */
export const MAX_POLICIES = 1000;

const FIELDS: string[] = ["between", "from", "mayShrink", "range", "schedule", "tagValue"];
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
  // Where the policies end that could be read: at the least, and at the most. The two differ where a schedule moves one.
  let least: i64 = -1;
  let most: i64 = -1;
  for (let i = 0; i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const isFixed = fields.optional("schedule") === null || fields.optional("range") !== null;
    const range = isFixed ? readRange(fields, least, modulo, only, report) : -1;
    const from = readFrom(fields, least, most, range, only, report);
    const schedule = readSchedule(fields, from, modulo, report);
    const end = isFixed ? range : schedule!.most;
    const tagValue = readTagValue(fields, "range 0", report);
    policies.push(new WrittenPolicy(fields.path, from, end, tagValue, schedule));
    least = max(least, isFixed ? range : from);
    most = max(most, end);
  }
}

/** The range as it is written, also after a report of what it says; -1 after a report that it cannot be read. */
function readRange(fields: Fields, before: i64, modulo: i64, only: bool, report: Report): i64 {
  const range = rangeIn(fields, modulo, report);
  if (range < 0 || (modulo > 0 && range > modulo)) return range;
  const fault = rangeFault(range, before, only);
  if (fault.length > 0) report.add(NEVER_MATCHES, fields.at("range"), decimal(range) + fault);
  return range;
}

/** Why a policy with this range could never match, with the remedy; "" when it can, or when it is the rule's off switch. */
function rangeFault(range: i64, before: i64, only: bool): string {
  if (range == 0 && !only)
    return " never matches; remove this policy (range 0 is the off switch of a rule with one policy)";
  if (range <= before)
    return " is not above the range before it, " + decimal(before) + ", so it never matches; raise it";
  return "";
}

/** Where the policy begins: where the one before it ends, unless it says so itself. `range` is -1 for a schedule. */
function readFrom(fields: Fields, least: i64, most: i64, range: i64, only: bool, report: Report): i64 {
  const end = max<i64>(least, 0);
  const json = fields.optional("from");
  if (json === null) return end;
  const path = fields.at("from");
  const from = wholeOf(path, json, 0, u32.MAX_VALUE, "a whole number below range", report);
  if (from < 0) return end;
  const isOff = only && range == 0;
  if (from < most) report.add(SHARE_TAKEN, path, decimal(from) + overlapWith(most));
  else if (from >= range && range > least && !isOff) {
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
