import { WrittenSchedule } from "../rule/written-schedule";
import { NO_TIME, secondOf } from "../text/rfc3339";
import { decimal, quote } from "../text/text";
import { boolOf } from "./bool-field";
import { Fields } from "./fields";
import {
  BAD_TIME,
  IDLE_FIELD,
  LIST_LENGTH,
  NEVER_MATCHES,
  NO_SUCH_CHOICE,
  NOT_IN_ORDER,
  RANGE_SHRINKS,
} from "./ids";
import { Json, Kind } from "./json";
import { itemsOf } from "./list-field";
import { rangeIn } from "./range";
import { Report, seen } from "./report";
import { textOf } from "./text-field";

export const MAX_ENTRIES = 1000;

const FIELDS: string[] = ["at", "range"];
const WANT = "a time such as 2026-12-01T09:00:00Z";

/**
 * Reads the field `schedule` of a policy that begins at `from`: from when on it has which range. Null where it is missing.
 * Before the first of its times the policy has nobody. A range never falls below the one before it, so that users stay
 * in, unless `mayShrink` says that it may.
 */
export function readSchedule(policy: Fields, from: i64, modulo: i64, report: Report): WrittenSchedule | null {
  const list = policy.optional("schedule");
  if (list === null) {
    checkIdle(policy, "between", report);
    checkIdle(policy, "mayShrink", report);
    return null;
  }
  const path = policy.at("schedule");
  if (policy.optional("range") !== null) {
    report.add(IDLE_FIELD, path, "means nothing beside range; keep one of them");
  }
  const mayShrink = boolOf(policy.at("mayShrink"), policy.optional("mayShrink"), false, report);
  const schedule = new WrittenSchedule(isLinear(policy, report));
  const items = itemsOf(path, list, MAX_ENTRIES, report);
  if (items === null) return schedule;
  if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; add an entry, with at and range");
  let before: i64 = NO_TIME; // the last time that could be read
  let least = from; // the last range that could be read
  for (let i = 0; i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const second = readTime(fields, before, report);
    const range = readRange(fields, from, least, modulo, mayShrink, report);
    schedule.seconds.push(<u32>second);
    schedule.ranges.push(<u32>range);
    schedule.most = max(schedule.most, range);
    before = max(before, second);
    if (range >= 0) least = range;
  }
  const isEmpty = schedule.most >= 0 && schedule.most <= from;
  if (isEmpty) report.add(NEVER_MATCHES, path, neverAbove(from));
  return schedule;
}

function checkIdle(policy: Fields, key: string, report: Report): void {
  if (policy.optional(key) === null) return;
  report.add(IDLE_FIELD, policy.at(key), "means nothing without schedule; remove it");
}

function isLinear(policy: Fields, report: Report): bool {
  const json = policy.optional("between");
  if (json === null) return false;
  const isText = json.kind == Kind.String;
  if (isText && json.text == "linear") return true;
  if (isText && json.text == "hold") return false;
  const remedy = ' is neither "hold" nor "linear"; write one of them';
  report.add(NO_SUCH_CHOICE, policy.at("between"), seen(json) + remedy);
  return false;
}

/** The second of an entry, also after a report that it is not above `before`; NO_TIME after a report that there is none. */
function readTime(fields: Fields, before: i64, report: Report): i64 {
  const path = fields.at("at");
  const text = textOf(path, fields.required("at", WANT), WANT, report);
  if (text === null) return NO_TIME;
  const second = secondOf(text);
  if (second == NO_TIME) {
    const remedy = " is no RFC 3339 time from 1970 to 2105; write one such as 2026-12-01T09:00:00Z";
    report.add(BAD_TIME, path, quote(text) + remedy);
  } else if (second <= before) {
    const remedy =
      " is not a second or more after the time before it; put the entries in order, one a second";
    report.add(NOT_IN_ORDER, path, quote(text) + remedy);
  }
  return second;
}

/** The range of an entry, also after a report of what it says; -1 after a report that it cannot be read. */
function readRange(
  fields: Fields,
  from: i64,
  before: i64,
  modulo: i64,
  mayShrink: bool,
  report: Report,
): i64 {
  const range = rangeIn(fields, modulo, report);
  if (range < 0) return range;
  const path = fields.at("range");
  if (range < from) {
    const remedy = ", where the policy begins; raise it to at least that";
    report.add(NEVER_MATCHES, path, decimal(range) + " is below " + decimal(from) + remedy);
  } else if (range < before && !mayShrink) {
    const fault = decimal(range) + " is below the range before it, " + decimal(before);
    const remedy = ", so users would lose the tag; raise it, or write mayShrink: true beside schedule";
    report.add(RANGE_SHRINKS, path, fault + remedy);
  }
  return range;
}

function neverAbove(from: i64): string {
  return (
    "never rises above " + decimal(from) + ", where the policy begins; raise a range, or remove the policy"
  );
}
