import { MAX_CONDITIONS } from "../../../assembly/core/config/alternative";
import { MAX_ALTERNATIVES, readMatch } from "../../../assembly/core/config/match";
import { Report } from "../../../assembly/core/config/report";
import { MAX_TEXTS } from "../../../assembly/core/config/string-match";
import { parse } from "../../../assembly/core/gateway";
import { bytes, json } from "../given";

function reportOf(text: string): string {
  const report = new Report();
  readMatch("m", json(text), report);
  return report.lines().join("\n");
}

class Row {
  constructor(
    readonly text: string,
    readonly wanted: string,
  ) {}
}

const LONG = "x".repeat(1025);
const FIELDS = "authority, cookies, headers, method, queryParams, uri";
const TESTS = "contains, exact, in, prefix, present, regex, suffix";
const NEEDS = "m[0].uri: names no comparison; write one of " + TESTS;

const ROWS: Row[] = [
  new Row("7", "m: 7 is not a list; write one"),
  new Row("[]", "m: an empty list, which nothing matches; add an alternative"),
  new Row("[7]", "m[0]: 7 is not an object; write its fields " + FIELDS),
  new Row("[{}]", "m[0]: names no condition; write one of " + FIELDS),
  new Row('[{"uri": {"exact": "*"}}]', ""),
  new Row('[{"uri": {"suffix": "a"}}]', ""),
  new Row('[{"uri": {}}]', NEEDS),
  new Row('[{"uri": {"ignoreCase": true}}]', NEEDS),
  new Row('[{"uri": {"exact": "/", "in": []}}]', "m[0].uri: names exact and in; keep one"),
  new Row('[{"uri": {"prefix": "*"}}]', 'm[0].uri.prefix: "*" begins no path; write "/*"'),
  new Row('[{"uri": {"exact": "a"}}]', 'm[0].uri.exact: "a" begins no path; write "/a"'),
  new Row(
    '[{"uri": {"suffix": "#"}}]',
    'm[0].uri.suffix: "#" goes beyond the path; compare what is behind ? in queryParams',
  ),
  new Row(
    '[{"uri": {"exact": "/?"}}]',
    'm[0].uri.exact: "/?" goes beyond the path; compare what is behind ? in queryParams',
  ),
  new Row('[{"authority": {"prefix": "[2001:"}}, {"authority": {"contains": ":"}}]', ""),
  new Row('[{"authority": {"exact": "[::1]"}}]', ""),
  new Row(
    '[{"authority": {"suffix": "a:1"}}]',
    'm[0].authority.suffix: "a:1" has a port, which is not compared; leave it out',
  ),
  new Row(
    '[{"authority": {"exact": "a", "ignoreCase": true}}]',
    "m[0].authority.ignoreCase: means nothing here, as a host has no letter case; remove it",
  ),
  new Row('[{"method": {"exact": "M-SEARCH"}}, {"method": {"prefix": "g"}}]', ""),
  new Row('[{"method": {"exact": "get", "ignoreCase": true}}]', ""),
  new Row(
    '[{"method": {"in": ["GET", "PuT"]}}]',
    'm[0].method.in[1]: "PuT" has small letters; write the method in capitals',
  ),
  new Row(
    '[{"headers": {"a": {"present": true, "ignoreCase": true}}}]',
    "m[0].headers.a.ignoreCase: means nothing beside present; remove it",
  ),
  new Row(
    '[{"headers": {"a": {"regex": "("}}}]',
    'm[0].headers.a.regex: "(": "(" at byte 0 is not closed; add a )',
  ),
  new Row('[{"headers": {"a": {"in": 7}}}]', "m[0].headers.a.in: 7 is not a list; write one"),
  new Row(
    '[{"headers": {"a": {"in": []}}}]',
    "m[0].headers.a.in: an empty list; add the texts to compare with",
  ),
  new Row(
    '[{"headers": {"a": {"exact": []}}}]',
    "m[0].headers.a.exact: an empty list is not a string; write the text to compare with",
  ),
  new Row('[{"headers": {"a": {"exact": ""}}}]', ""),
  new Row(
    '[{"headers": {"a": {"prefix": ""}}}]',
    'm[0].headers.a.prefix: "" is in every value; write present: true',
  ),
  new Row(
    '[{"headers": {"a": {"exact": "' + LONG + '"}}}]',
    'm[0].headers.a.exact: "' + "x".repeat(60) + '…" is longer than 1024 characters; shorten it',
  ),
  new Row(
    '[{"headers": []}]',
    "m[0].headers: an empty list is not an object; write a name, and what its value must be",
  ),
  new Row('[{"headers": {}}]', "m[0].headers: names nothing; add a name, or remove the field"),
  new Row('[{"headers": {"A": {"exact": ""}, "a": {"exact": ""}}}]', "m[0].headers.a: given twice; keep one"),
  new Row('[{"cookies": {"A": {"exact": ""}, "a": {"exact": ""}}}]', ""),
  new Row('[{"cookies": {"": {"exact": ""}}}]', 'm[0].cookies[""]: "" is empty; write a name'),
  new Row(
    '[{"headers": {":path": {"exact": ""}}}]',
    'm[0].headers[":path"]: ":path" has a field of its own; write uri or queryParams',
  ),
  new Row(
    '[{"headers": {":method": {"exact": ""}}}]',
    'm[0].headers[":method"]: ":method" has a field of its own; write method',
  ),
  new Row(
    '[{"headers": {":authority": {"exact": ""}}}]',
    'm[0].headers[":authority"]: ":authority" has a field of its own; write authority',
  ),
  new Row(
    '[{"headers": {"": {"exact": ""}}}]',
    'm[0].headers[""]: "" is empty; write a header name such as "x-user-id"',
  ),
];

/** So many times a JSON value, as a list. */
function list(value: string, times: i32): string {
  return "[" + (value + ",").repeat(times - 1) + value + "]";
}

describe("a match", () => {
  test("is read, or its faults are told", () => {
    for (let i = 0; i < ROWS.length; ++i) expect(reportOf(ROWS[i].text)).toBe(ROWS[i].wanted, ROWS[i].text);
  });

  test("has bounds", () => {
    const one = '{"uri": {"exact": "/"}}';
    expect(reportOf(list(one, MAX_ALTERNATIVES))).toBe("");
    expect(reportOf(list(one, MAX_ALTERNATIVES + 1))).toBe("m: a list of 101; the most is 100");
    expect(reportOf('[{"uri": {"in": ' + list('"/"', MAX_TEXTS) + "}}]")).toBe("");
    expect(reportOf('[{"uri": {"in": ' + list('"/"', MAX_TEXTS + 1) + "}}]")).toBe(
      "m[0].uri.in: a list of 1001; the most is 1000",
    );
  });

  test("has expressions that cost no more together than one may", () => {
    const costly = '{"uri": {"regex": "[ab]*a[ab]{1000}"}}';
    const table = '{"uri": {"regex": "/a+"}}';
    expect(reportOf("[" + [costly, table, table, table, costly].join() + "]")).toBe("");
    expect(reportOf("[" + [costly, costly, costly].join() + "]")).toBe(
      'm[2].uri.regex: "[ab]*a[ab]{1000}": takes the expressions that have no table beyond 3000 instructions in all; ' +
        "shorten them",
    );
  });

  test("names a header that faults are only counted of, once there are many", () => {
    const report = new Report();
    let names = "";
    for (let i = 0; i < 30; ++i) names += (i > 0 ? "," : "") + '" ' + i.toString() + '": 7';
    readMatch("m", json('[{"headers": {' + names + "}}]"), report);
    expect(report.count).toBe(21);
  });

  test("shares the bound of conditions with all others of a configuration", () => {
    const report = new Report();
    report.conditions = MAX_CONDITIONS - 1;
    const two = '[{"headers": {"a": {"exact": ""}, "b": {"exact": ""}, "c": {"exact": ""}}}]';
    readMatch("m", json(two), report);
    expect(report.lines().join("\n")).toBe(
      "m[0].headers.b: is beyond the 1000 conditions of a configuration; write fewer",
    );
  });
});

function errorsOf(rule: string): string {
  const rest = '"header": "h", "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]';
  const text = bytes('{"rules": [{' + rule + ", " + rest + "}]}");
  return parse(text, text.length).report.lines().join("\n");
}

describe("overrides", () => {
  test("are read, or their faults are told", () => {
    const match = '"match": [{"uri": {"exact": "/"}}]';
    expect(
      errorsOf('"overrides": [{' + match + ', "tagValue": "v"}, {' + match + ', "tagValue": null}]'),
    ).toBe("");
    expect(errorsOf('"overrides": 7')).toBe("rules[0].overrides: 7 is not a list; write one");
    expect(errorsOf('"overrides": [{}]')).toBe(
      "rules[0].overrides[0].match: missing; add a list of alternatives, of which one must hold\n" +
        "rules[0].overrides[0].tagValue: missing; add the value that the tagHeader gets, or null for no tag",
    );
    expect(errorsOf('"overrides": [{' + match + ', "tagValue": ""}]')).toBe(
      'rules[0].overrides[0].tagValue: "" is empty; write a value, or null for no tag',
    );
  });
});

describe("a header of the gateway's", () => {
  test("is not matched", () => {
    const match = '[{"uri": {"exact": "/"}, "headers": {"h": {"exact": "v"}, "t": {"exact": "v"}}}]';
    const wanted = 't: "t" is the tagHeader of rules[0]; match another header';
    expect(errorsOf('"match": ' + match)).toBe("rules[0].match[0].headers." + wanted);
    expect(errorsOf('"unless": ' + match)).toBe("rules[0].unless[0].headers." + wanted);
    expect(errorsOf('"overrides": [{"match": ' + match + ', "tagValue": null}]')).toBe(
      "rules[0].overrides[0].match[0].headers." + wanted,
    );
  });
});
