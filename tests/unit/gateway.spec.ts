import { MAX_BYTES } from "../../assembly/core/config/document";
import { MAX_RULES } from "../../assembly/core/config/rule-list";
import { Configuration, parse } from "../../assembly/core/gateway";
import { MAX_POLICIES } from "../../assembly/core/config/policies";
import { bytes } from "./given";

function parsed(text: string): Configuration {
  const given = bytes(text);
  return parse(given, given.length);
}

function reportOf(text: string): string {
  return parsed(text).report.lines().join("\n");
}

function rule(tagHeader: string, name: string = "", header: string = "x-user-id"): string {
  const named = name.length > 0 ? '"name":"' + name + '",' : "";
  const policies = '"policies":[{"range":1,"tagValue":"v"}]';
  return (
    "{" + named + '"header":"' + header + '","modulo":9,"tagHeader":"' + tagHeader + '",' + policies + "}"
  );
}

function rules(list: string[]): string {
  return '{"rules":[' + list.join(",") + "]}";
}

function manyRules(count: i32): string {
  const list: string[] = [];
  for (let i = 0; i < count; ++i) list.push(rule("tag"));
  return rules(list);
}

function manyPolicies(count: i32): string {
  const list: string[] = [];
  for (let i = 1; i <= count; ++i) list.push('{"range":' + i.toString() + ',"tagValue":"v"}');
  return '{"rules":[{"header":"x","modulo":9999,"tagHeader":"t","policies":[' + list.join(",") + "]}]}";
}

class Row {
  constructor(
    readonly text: string,
    readonly wanted: string,
  ) {}
}

const REPORTS: Row[] = [
  new Row('{"rules":[]}', ""),
  new Row("", "not JSON: expected a value at byte 0, found the end"),
  new Row(
    "7",
    "7 is not an object; write its fields rules, reserve, propagate, enabled, metrics, debug, response, anonymousId",
  ),
  new Row("{}", "rules: missing; add the list of rules; [] tags nothing"),
  new Row('{"rules":null}', "rules: null is not a list; write one"),
  new Row('{"rules":[],"rule":[]}', 'rule: unknown field; did you mean "rules"?'),
  new Row(rules([rule("a"), rule("b"), rule("a")]), ""),
  new Row(rules([rule("a", "one"), rule("a", "two")]), ""),
  new Row(rules([rule("a", "one"), rule("a")]), ""),
  new Row(rules([rule("a", "one"), rule("b", "One")]), ""),
  new Row(
    rules([rule("a", "one"), rule("b"), rule("c", "one")]),
    'rules[2].name: "one" is the name of rules[0] too; give each its own',
  ),
  new Row(
    rules([rule("a", "one"), rule("b", "one"), rule("c", "one")]),
    'rules[1].name: "one" is the name of rules[0] too; give each its own\n' +
      'rules[2].name: "one" is the name of rules[0] too; give each its own',
  ),
  new Row(
    rules([rule("a"), rule("b", "a")]),
    'rules[1].name: "a" is the name of rules[0] too; give each its own',
  ),
  new Row(
    rules([rule("b", "a"), rule("a")]),
    'rules[1].name: "a" is the name of rules[0] too; give each its own',
  ),
  new Row(
    rules([rule("a"), rule("b", "", "A")]),
    'rules[1].header: "a" is the tagHeader of rules[0]; hash another header',
  ),
  new Row(
    rules([rule("b", "", "a"), rule("A")]),
    'rules[0].header: "a" is the tagHeader of rules[1]; hash another header',
  ),
  new Row(
    rules([rule("a", "", "a")]),
    'rules[0].header: "a" is the tagHeader of rules[0]; hash another header',
  ),
];

function propagating(propagate: string, tagHeader: string = "a"): string {
  return '{"rules":[' + rule(tagHeader) + '],"propagate":' + propagate + "}";
}

const MISSING = "propagate.baggage: missing; add true or false";
const PROPAGATE: Row[] = [
  new Row(propagating('{"baggage":true}'), ""),
  new Row(propagating('{"baggage":false}', "baggage"), ""),
  new Row(propagating("true"), "propagate: true is not an object; write its fields baggage"),
  new Row(propagating("{}"), "propagate.baggage: missing; add true or false"),
  new Row(
    propagating('{"baggage":"true"}'),
    'propagate.baggage: "true" is neither true nor false; write one of them',
  ),
  new Row(propagating('{"bagage":true}'), 'propagate.bagage: unknown field; did you mean "baggage"?'),
  new Row(
    propagating('{"baggage":true}', "Baggage"),
    'rules[0].tagHeader: "baggage" carries the tags; name another header, or propagate none',
  ),
];

function reserving(reserve: string, header: string = "x-user-id", propagate: bool = false): string {
  const baggage = propagate ? ',"propagate":{"baggage":true}' : "";
  return '{"rules":[' + rule("tag", "", header) + '],"reserve":' + reserve + baggage + "}";
}

const RESERVE: Row[] = [
  new Row(reserving("[]"), ""),
  new Row(reserving('["tag","appver-*","baggage"]'), ""),
  new Row(
    reserving('["tag"]', "tag"),
    'rules[0].header: "tag" is the tagHeader of rules[0]; hash another header',
  ),
  new Row(
    reserving('["x-id"]', "X-Id"),
    'rules[0].header: "x-id" is reserved by "x-id"; hash another header',
  ),
  new Row(
    reserving('["x-id-","x-id-*"]', "x-id-2"),
    'rules[0].header: "x-id-2" is reserved by "x-id-*"; hash another header',
  ),
  new Row(reserving('["x-id-*"]', "x-id"), ""),
  new Row(
    reserving('["baggage"]', "x-user-id", true),
    'reserve: "baggage" carries the tags; take it out, or propagate none',
  ),
];

describe("parse", () => {
  test("reports what is wrong with what is reserved", () => {
    for (let i = 0; i < RESERVE.length; ++i) expect(reportOf(RESERVE[i].text)).toBe(RESERVE[i].wanted);
  });

  test("carries nobody's members under names that are reserved", () => {
    const carried = parsed(reserving('["lane","appver-*"]', "x-user-id", true)).plan.carried!;
    expect(carried.names).toHaveLength(2);
    expect(carried.takes(bytes("lane"), 0, 4)).toBe(true);
    expect(carried.takes(bytes("appver-x"), 0, 8)).toBe(true);
    expect(carried.takes(bytes("lanes"), 0, 5)).toBe(false);
  });

  test("reports what is wrong with propagate", () => {
    for (let i = 0; i < PROPAGATE.length; ++i) {
      expect(reportOf(PROPAGATE[i].text)).toBe(PROPAGATE[i].wanted);
    }
  });

  test("carries the tag headers in baggage only where it is told to", () => {
    expect(parsed(rules([rule("a")])).plan.carried === null).toBe(true);
    expect(parsed(propagating('{"baggage":false}')).plan.carried === null).toBe(true);
    const carried = parsed('{"rules":[' + rule("a") + "," + rule("b") + '],"propagate":{"baggage":true}}')
      .plan.carried!;
    expect(carried.names).toHaveLength(2);
    expect(carried.prefixes).toHaveLength(0);
    expect(carried.takes(bytes("b"), 0, 1)).toBe(true);
    expect(parsed(propagating('{"baggage":true,"x":1}')).plan.carried === null).toBe(true);
  });

  test("enabled: false beside the rules reads nothing and still owns every tag header", () => {
    const list = '"rules":[' + rule("a") + "," + rule("b") + "]}";
    expect(parsed('{"enabled":true,' + list).plan.reads).toHaveLength(1);
    const off = parsed('{"enabled":false,' + list).plan;
    expect(off.reads).toHaveLength(0);
    expect(off.tagHeaders).toHaveLength(2);
    expect(off.tagHeaders[1].canYield).toBe(false);
    expect(reportOf('{"enabled":1,' + list)).toBe("enabled: 1 is neither true nor false; write one of them");
  });

  test("reports what is wrong with the whole, and nothing where nothing is", () => {
    for (let i = 0; i < REPORTS.length; ++i) expect(reportOf(REPORTS[i].text)).toBe(REPORTS[i].wanted);
  });

  test("tells by ids what is no JSON, and what is too much of it", () => {
    expect(parsed("{").report.errors.kept[0].id).toBe("not-json");
    expect(parsed("[".repeat(17) + "]".repeat(17)).report.errors.kept[0].id).toBe("too-complex");
    expect(parsed(" ".repeat(MAX_BYTES + 1)).report.errors.kept[0].id).toBe("too-large");
  });

  test("compiles what it accepts, and nothing of what it refuses", () => {
    const accepted = parsed(rules([rule("a"), rule("b"), rule("a")]));
    expect(accepted.plan.rules).toHaveLength(3);
    expect(accepted.plan.tagHeaders).toHaveLength(2);
    const refused = parsed(rules([rule("a"), "{}"]));
    expect(refused.report.count).toBe(4);
    expect(refused.plan.rules).toHaveLength(0);
    expect(refused.plan.tagHeaders).toHaveLength(0);
  });

  test("warns of 50 headers that can be set together, but not of those that are off", () => {
    const some: string[] = [];
    for (let i = 0; i < 49; ++i) some.push(rule("t" + i.toString()));
    const off = rule("off").replace('"range":1', '"range":0');
    const calm = parsed(rules(some.concat([off, rule("t0")])));
    expect(calm.plan.tagHeaders).toHaveLength(50);
    expect(calm.report.warningLines()).toHaveLength(0);
    some.push(rule("t49"));
    const warned = parsed(rules(some));
    expect(warned.report.count).toBe(0);
    expect(warned.plan.tagHeaders).toHaveLength(50);
    expect(warned.report.warningLines().join("\n")).toBe(
      "tag-headers: rules: 50 tag headers may come together in one request; the next Envoy answers 431 to more than " +
        "100 headers: have fewer, or raise its max_headers_count",
    );
  });

  test("looks at the first bytes only", () => {
    expect(parse(bytes('{"rules":[]} and more'), 12).report.count).toBe(0);
  });

  test("takes 1 MiB", () => {
    expect(MAX_BYTES).toBe(1048576);
    const text = '{"rules":[]}';
    expect(reportOf(text + " ".repeat(MAX_BYTES - text.length))).toBe("");
    expect(reportOf(text + " ".repeat(MAX_BYTES - text.length + 1))).toBe(
      "the configuration has 1048577 bytes; the most is 1048576",
    );
  });

  test("takes 1,000 rules", () => {
    expect(MAX_RULES).toBe(1000);
    expect(reportOf(manyRules(1000))).toBe("");
    expect(reportOf(manyRules(1001))).toBe("rules: a list of 1001; the most is 1000");
  });

  test("takes 1,000 policies a rule", () => {
    expect(MAX_POLICIES).toBe(1000);
    expect(reportOf(manyPolicies(1000))).toBe("");
    expect(reportOf(manyPolicies(1001))).toBe("rules[0].policies: a list of 1001; the most is 1000");
  });
});
