import { Report } from "../../../assembly/core/config/report";
import { readRule } from "../../../assembly/core/config/rule";
import { Engine } from "../../../assembly/core/rule/written-hash";
import { json } from "../given";
import { ranges, reportOf, Row, written } from "./written-rule";

const MODULO = "; write a whole number from 1 to 4294967295";

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

const UNQUOTED = " is not a string; put it in quotes exactly as it is written, ";

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
