import { Report } from "../../../assembly/core/config/report";
import { readRule } from "../../../assembly/core/config/rule";
import { json } from "../given";
import { reportOf, Row, withPolicies } from "./written-rule";

const RANGE = "; write a whole number from 0 to modulo, 100";
const ENTRY = '{"at":"2026-12-01T09:00:00Z","range":10}';
const LATER = '"at":"2026-12-02T09:00:00Z"';
const SCHEDULE = "r.policies[0].schedule";
const TIME = "; write one such as 2026-12-01T09:00:00Z";

const SCHEDULES: Row[] = [
  new Row('"schedule":[' + ENTRY + "]", ""),
  new Row('"between":"hold","schedule":[' + ENTRY + "]", ""),
  new Row('"between":"linear","schedule":[' + ENTRY + ",{" + LATER + ',"range":10}]', ""),
  new Row('"mayShrink":true,"schedule":[' + ENTRY + ",{" + LATER + ',"range":0}]', ""),
  new Row('"from":10,"schedule":[' + ENTRY + ",{" + LATER + ',"range":11}]', ""),
  new Row(
    '"schedule":[' + ENTRY + '],"range":10',
    SCHEDULE + ": means nothing beside range; keep one of them",
  ),
  new Row('"range":10,"between":"hold"', "r.policies[0].between: means nothing without schedule; remove it"),
  new Row(
    '"range":10,"mayShrink":false',
    "r.policies[0].mayShrink: means nothing without schedule; remove it",
  ),
  new Row('"schedule":{}', SCHEDULE + ": an object is not a list; write one"),
  new Row('"schedule":[]', SCHEDULE + ": an empty list; add an entry, with at and range"),
  new Row(
    '"between":"smooth","schedule":[' + ENTRY + "]",
    'r.policies[0].between: "smooth" is neither "hold" nor "linear"; write one of them',
  ),
  new Row(
    '"between":true,"schedule":[' + ENTRY + "]",
    'r.policies[0].between: true is neither "hold" nor "linear"; write one of them',
  ),
  new Row(
    '"schedule":[' + ENTRY + ",{" + LATER + ',"range":9}]',
    SCHEDULE +
      "[1].range: 9 is below the range before it, 10, so users would lose the tag; raise it, or write mayShrink: true beside schedule",
  ),
  new Row(
    '"from":11,"schedule":[' + ENTRY + ",{" + LATER + ',"range":12}]',
    SCHEDULE + "[0].range: 10 is below 11, where the policy begins; raise it to at least that",
  ),
  new Row(
    '"from":10,"schedule":[' + ENTRY + "]",
    SCHEDULE + ": never rises above 10, where the policy begins; raise a range, or remove the policy",
  ),
  new Row(
    '"schedule":[' + ENTRY + "," + ENTRY + "]",
    SCHEDULE +
      '[1].at: "2026-12-01T09:00:00Z" is not a second or more after the time before it; put the entries in order, one a second',
  ),
  new Row(
    '"schedule":[{"at":"now","range":101}]',
    SCHEDULE +
      '[0].at: "now" is no RFC 3339 time from 1970 to 2105' +
      TIME +
      "\n" +
      SCHEDULE +
      "[0].range: 101 is above modulo 100; lower it to at most 100",
  ),
  new Row(
    '"schedule":[{"range":"x"}]',
    SCHEDULE +
      "[0].at: missing; add a time such as 2026-12-01T09:00:00Z\n" +
      SCHEDULE +
      '[0].range: "x" is not a number' +
      RANGE,
  ),
];

describe("a schedule", () => {
  test("schedule", () => {
    for (let i = 0; i < SCHEDULES.length; ++i) {
      expect(reportOf(withPolicies("[{" + SCHEDULES[i].text + ',"tagValue":"v"}]'))).toBe(
        SCHEDULES[i].wanted,
      );
    }
    const entries = "[" + ENTRY + ",{" + LATER + ',"range":30}]';
    const policies =
      '[{"schedule":' + entries + ',"between":"linear","tagValue":"a"},{"range":50,"tagValue":"b"}]';
    const rule = readRule("r", json(withPolicies(policies)), new Report());
    const schedule = rule.policies[0].schedule!;
    expect(schedule.isLinear).toBe(true);
    expect(schedule.seconds[1] - schedule.seconds[0]).toBe(86400);
    expect(schedule.ranges[1]).toBe(30);
    expect(rule.policies[0].range).toBe(30, "the highest");
    expect(rule.policies[1].from).toBe(0, "the lowest that the one before it has");
  });
});
