import { Report } from "../../../assembly/core/config/report";
import { readRule } from "../../../assembly/core/config/rule";
import { json } from "../given";
import { ranges, reportOf, Row, withPolicies, written } from "./written-rule";

const MODULO = "; write a whole number from 1 to 4294967295";
const RANGE = "; write a whole number from 0 to modulo, 100";
const FIRST = "r.policies[0].range: ";
const SECOND = "r.policies[1].range: ";
const OFF = " never matches; remove this policy (range 0 is the off switch of a rule with one policy)";
const BEFORE = " is not above the range before it, ";

const RANGES: Row[] = [
  new Row("0", ""),
  new Row("1", ""),
  new Row("100", ""),
  new Row("1 2 3", ""),
  new Row("1 100", ""),
  new Row("101", FIRST + "101 is above modulo 100; lower it to at most 100"),
  new Row("-1", FIRST + "-1 is out of range" + RANGE),
  new Row("1.5", FIRST + "1.5 is not whole" + RANGE),
  new Row('"10"', FIRST + '"10" is not a number' + RANGE),
  new Row("0 10", FIRST + "0" + OFF),
  new Row("10 0", SECOND + "0" + OFF),
  new Row("0 0", FIRST + "0" + OFF + "\n" + SECOND + "0" + OFF),
  new Row("10 10", SECOND + "10" + BEFORE + "10, so it never matches; raise it"),
  new Row("10 9", SECOND + "9" + BEFORE + "10, so it never matches; raise it"),
  new Row(
    "10 9 10",
    SECOND +
      "9" +
      BEFORE +
      "10, so it never matches; raise it\nr.policies[2].range: 10" +
      BEFORE +
      "10, so it never matches; raise it",
  ),
  new Row("10 null 11", SECOND + "null is not a number" + RANGE),
  new Row(
    "10 null 5",
    SECOND +
      "null is not a number" +
      RANGE +
      "\nr.policies[2].range: 5" +
      BEFORE +
      "10, so it never matches; raise it",
  ),
];

const FROMS: Row[] = [
  new Row('{"from":0,"range":1', ""),
  new Row('{"from":99,"range":100', ""),
  new Row('{"from":50,"range":0', ""),
  new Row('{"range":10,"tagValue":"v"},{"from":10,"range":20', ""),
  new Row('{"from":10,"range":20,"tagValue":"v"},{"from":30,"range":40', ""),
  new Row(
    '{"from":1,"range":1',
    "r.policies[0].from: 1 is not below range, 1, so the policy never matches; lower it",
  ),
  new Row('{"from":-1,"range":1', "r.policies[0].from: -1 is out of range; write a whole number below range"),
  new Row('{"from":5,"range":"x"', 'r.policies[0].range: "x" is not a number' + RANGE),
  new Row(
    '{"range":10,"tagValue":"v"},{"from":9,"range":20',
    "r.policies[1].from: 9 is below the range before it, 10, so the two overlap; raise it to at least that",
  ),
  new Row(
    '{"range":10,"tagValue":"v"},{"from":10,"range":9',
    SECOND + "9" + BEFORE + "10, so it never matches; raise it",
  ),
];

const UNQUOTED = " is not a string; put it in quotes exactly as it is written, ";

const POLICIES: Row[] = [
  new Row("{}", "r.policies: an object is not a list; write one"),
  new Row("null", "r.policies: null is not a list; write one"),
  new Row("[]", "r.policies: an empty list; add a policy (range 0 tags nobody)"),
  new Row(
    "[7]",
    "r.policies[0]: 7 is not an object; write its fields between, from, mayShrink, range, schedule, tagValue",
  ),
  new Row('[{"range":1}]', "r.policies[0].tagValue: missing; add the value that the tagHeader gets"),
  new Row('[{"tagValue":"v"}]', "r.policies[0].range: missing; add a whole number from 0 to modulo, 100"),
  new Row(
    '[{"range":1,"tagValue":"v","x":0}]',
    "r.policies[0].x: unknown field; the fields here are between, from, mayShrink, range, schedule, tagValue",
  ),
  new Row('[{"range":1,"tagValue":2.50}]', "r.policies[0].tagValue: 2.50" + UNQUOTED + '"2.50"'),
  new Row('[{"range":1,"tagValue":null}]', "r.policies[0].tagValue: null" + UNQUOTED + '"null"'),
  new Row(
    '[{"range":1,"tagValue":[]}]',
    "r.policies[0].tagValue: an empty list is not a string; write the value that the tagHeader gets",
  ),
  new Row(
    '[{"range":1,"tagValue":""}]',
    'r.policies[0].tagValue: "" is empty; write a value, or range 0 to tag nobody',
  ),
];

describe("policies", () => {
  test("range", () => {
    for (let i = 0; i < RANGES.length; ++i) expect(reportOf(ranges(RANGES[i].text))).toBe(RANGES[i].wanted);
  });

  test("from", () => {
    for (let i = 0; i < FROMS.length; ++i) {
      expect(reportOf(withPolicies("[" + FROMS[i].text + ',"tagValue":"v"}]'))).toBe(FROMS[i].wanted);
    }
    const policies =
      '[{"range":10,"tagValue":"a"},{"from":30,"range":40,"tagValue":"b"},{"range":50,"tagValue":"c"}]';
    const rule = readRule("r", json(withPolicies(policies)), new Report());
    expect(rule.policies[0].from).toBe(0);
    expect(rule.policies[1].from).toBe(30);
    expect(rule.policies[2].from).toBe(40, "where the one before it ends");
  });

  test("range beside a modulo that cannot be read", () => {
    const modulo = 'r.modulo: "x" is not a number' + MODULO;
    expect(reportOf(ranges("101", '"x"'))).toBe(modulo);
    expect(reportOf(ranges("-1", '"x"'))).toBe(
      modulo + "\n" + FIRST + "-1 is out of range; write a whole number from 0 to modulo",
    );
  });

  test("policies", () => {
    for (let i = 0; i < POLICIES.length; ++i) {
      expect(reportOf(withPolicies(POLICIES[i].text))).toBe(POLICIES[i].wanted);
    }
  });

  test("partitionedPolicies in the place of policies", () => {
    const report = new Report();
    const weights = '"partitionedPolicies":[{"weight":10,"tagValue":"a"},{"weight":5,"tagValue":"b"}]';
    const rule = readRule("r", json('{"header":"x","modulo":100,"tagHeader":"t",' + weights + "}"), report);
    expect(report.count).toBe(0);
    expect(rule.policies[1].range).toBe(15);
    expect(rule.isForNobody).toBe(false);
    expect(reportOf("{" + weights + "," + written().substring(1))).toBe(
      "r.partitionedPolicies: means nothing beside policies; keep one of them",
    );
    expect(reportOf('{"header":"x","modulo":100,"tagHeader":"t"}')).toBe(
      "r.policies: missing; add a list of policies, each with range and tagValue, or partitionedPolicies, each with weight and tagValue",
    );
  });
});
