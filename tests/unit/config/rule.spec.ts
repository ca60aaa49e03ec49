import { Report } from "../../../assembly/core/config/report";
import { readRule } from "../../../assembly/core/config/rule";
import { WrittenRule } from "../../../assembly/core/rule/written";
import { Engine } from "../../../assembly/core/rule/written-hash";
import { json } from "../given";

/** A rule of one field after another, as JSON; a part that is "" is left out. */
function written(
  header: string = '"header":"x-user-id"',
  modulo: string = '"modulo":100',
  tagHeader: string = '"tagHeader":"appver-a"',
  policies: string = '"policies":[{"range":10,"tagValue":"v2"}]',
  name: string = "",
): string {
  const parts = [header, modulo, tagHeader, policies, name].filter((part) => part.length > 0);
  return "{" + parts.join(",") + "}";
}

function withPolicies(policies: string, modulo: string = "100"): string {
  return written('"header":"x"', '"modulo":' + modulo, '"tagHeader":"t"', '"policies":' + policies);
}

function ranges(list: string, modulo: string = "100"): string {
  const policies = list.split(" ").map<string>((range) => '{"range":' + range + ',"tagValue":"v"}');
  return withPolicies("[" + policies.join(",") + "]", modulo);
}

function reportOf(text: string): string {
  const report = new Report();
  readRule("r", json(text), report);
  return report.lines().join("\n");
}

class Row {
  constructor(
    readonly text: string,
    readonly wanted: string,
  ) {}
}

const MODULO = "; write a whole number from 1 to 4294967295";
const RANGE = "; write a whole number from 0 to modulo, 100";
const FIRST = "r.policies[0].range: ";
const SECOND = "r.policies[1].range: ";
const OFF = " never matches; remove this policy (range 0 is the off switch of a rule with one policy)";
const BEFORE = " is not above the range before it, ";

const MODULOS: Row[] = [
  new Row("1", ""),
  new Row("4294967295", ""),
  new Row("4.294967295e9", ""),
  new Row("0", "0 is out of range" + MODULO),
  new Row("-1", "-1 is out of range" + MODULO),
  new Row("4294967296", "4294967296 is out of range" + MODULO),
  new Row("1e400", "1e400 is out of range" + MODULO),
  new Row("0.5", "0.5 is not whole" + MODULO),
  new Row('"100"', '"100" is not a number' + MODULO),
  new Row("null", "null is not a number" + MODULO),
  new Row("true", "true is not a number" + MODULO),
  new Row("[100]", "a list is not a number" + MODULO),
  new Row("{}", "an object is not a number" + MODULO),
];

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

const NAMES: Row[] = [
  new Row('"app-a"', ""),
  new Row('"' + "n".repeat(256) + '"', ""),
  new Row(
    '"' + "n".repeat(257) + '"',
    'r.name: "' + "n".repeat(60) + '…" is longer than 256 characters; shorten it',
  ),
  new Row('""', 'r.name: "" is empty; write a name, or leave the field out'),
  new Row("7", "r.name: 7" + UNQUOTED + '"7"'),
  new Row("null", "r.name: null" + UNQUOTED + '"null"'),
  new Row("{}", "r.name: an object is not a string; write the name in quotes"),
];

const HEADERS: Row[] = [
  new Row('"header":7', "r.header: 7" + UNQUOTED + '"7"'),
  new Row('"header":[7]', "r.header: a list is not a string; write the request header whose value is hashed"),
  new Row('"header":""', 'r.header: "" is empty; write a header name such as "x-user-id"'),
  new Row("", "r.header: missing; add the request header whose value is hashed"),
];

describe("readRule", () => {
  test("reads every field, header names in lower case", () => {
    const report = new Report();
    const text = written(
      '"header":"X-User-ID"',
      '"modulo":1e2',
      '"tagHeader":"AppVer-A"',
      '"policies":[{"range":10,"tagValue":"V2"},{"range":50,"tagValue":"v3"}]',
      '"name":"App"',
    );
    const rule = readRule("rules[3]", json(text), report);
    expect(report.count).toBe(0);
    expect(rule.path).toBe("rules[3]");
    expect(rule.key.sources[0].name).toBe("x-user-id");
    expect(rule.tagHeader).toBe("appver-a");
    expect(rule.modulo).toBe(100);
    expect(rule.name).toBe("App");
    expect(rule.isEnabled).toBe(true, "unless it says so");
    expect(rule.knownAs).toBe("App");
    expect(rule.policies).toHaveLength(2);
    expect(rule.policies[0].range).toBe(10);
    expect(rule.policies[0].tagValue).toBe("V2");
    expect(rule.policies[1].range).toBe(50);
  });

  test("layer in the place of salt", () => {
    const tail = written().substring(1);
    const rule = readRule("r", json('{"layer":"checkout",' + tail), new Report());
    expect(rule.layer).toBe("checkout");
    expect(rule.hash!.engine).toBe(Engine.Salted);
    expect(rule.hash!.text).toBe("checkout", "its name is the salt");
    expect(reportOf('{"layer":"a","salt":"b",' + tail)).toBe(
      "r.salt: means nothing beside layer; keep one of them",
    );
    expect(reportOf('{"layer":"",' + tail)).toBe(
      'r.layer: "" is empty; write a layer, or leave the field out',
    );
  });

  test("an unnamed rule goes by its tagHeader", () => {
    const rule = readRule("r", json(written()), new Report());
    expect(rule.name).toBe("");
    expect(rule.knownAs).toBe("appver-a");
  });

  test("enabled", () => {
    const report = new Report();
    const tail = written().substring(1);
    expect(readRule("r", json('{"enabled":false,' + tail), report).isEnabled).toBe(false);
    expect(readRule("r", json('{"enabled":true,' + tail), report).isEnabled).toBe(true);
    expect(report.count).toBe(0);
    expect(reportOf('{"enabled":0,' + tail)).toBe(
      "r.enabled: 0 is neither true nor false; write one of them",
    );
  });

  test("values for the rest", () => {
    const report = new Report();
    const tail = written().substring(1);
    const rest = '{"defaultTagValue":"v1","anonymousTagValue":"guest",';
    const rule = readRule("r", json(rest + tail), report);
    expect(rule.defaultTagValue).toBe("v1");
    expect(rule.anonymousTagValue).toBe("guest");
    expect(report.count).toBe(0);
    expect(reportOf('{"defaultTagValue":"","anonymousTagValue":7,' + tail)).toBe(
      'r.defaultTagValue: "" is empty; write a value, or leave the field out\n' +
        'r.anonymousTagValue: 7 is not a string; put it in quotes exactly as it is written, "7"',
    );
  });

  test("modulo", () => {
    for (let i = 0; i < MODULOS.length; ++i) {
      const wanted = MODULOS[i].wanted.length > 0 ? "r.modulo: " + MODULOS[i].wanted : "";
      expect(reportOf(ranges("1", MODULOS[i].text))).toBe(wanted);
    }
  });

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

  test("name", () => {
    for (let i = 0; i < NAMES.length; ++i) {
      const text =
        '{"header":"x","modulo":1,"tagHeader":"t","policies":[{"range":1,"tagValue":"v"}],"name":' +
        NAMES[i].text +
        "}";
      expect(reportOf(text)).toBe(NAMES[i].wanted);
    }
  });

  test("header and tagHeader", () => {
    for (let i = 0; i < HEADERS.length; ++i)
      expect(reportOf(written(HEADERS[i].text))).toBe(HEADERS[i].wanted);
    expect(reportOf(written('"header":"Host"'))).toBe("", "host may be hashed");
    expect(
      reportOf(
        written(
          '"header":"x"',
          '"modulo":1',
          '"tagHeader":"Host"',
          '"policies":[{"range":1,"tagValue":"v"}]',
        ),
      ),
    ).toBe(
      'r.tagHeader: "host" frames or addresses the request, so no tag may replace it; name a header of your own',
    );
  });

  test("what is no object is one error", () => {
    expect(reportOf("[]")).toBe(
      "r: an empty list is not an object; write its fields anonymousTagValue, defaultTagValue, enabled, hash, header, key, layer, match, modulo, name, overrides, partitionedPolicies, pins, placeholders, policies, salt, tagHeader, unless",
    );
  });

  test("an empty object misses all but the name", () => {
    expect(reportOf("{}").split("\n")).toHaveLength(4);
  });
});
