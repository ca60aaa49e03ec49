import { Fields } from "../../../assembly/core/config/fields";
import { Json } from "../../../assembly/core/config/json";
import { Report } from "../../../assembly/core/config/report";
import { json } from "../given";

const KNOWN = ["header", "modulo", "tagHeader"];

/** What reading `text` at `path` reports, one line an error. */
function reportOf(text: string, path: string = ""): string {
  const report = new Report();
  new Fields(path, json(text), KNOWN, report);
  return report.lines().join("\n");
}

function textOf(value: Json | null): string {
  return value === null ? "nothing" : value.text;
}

class Row {
  constructor(
    readonly key: string,
    readonly wanted: string,
  ) {}
}

const ALL = "unknown field; the fields here are header, modulo, tagHeader";

const UNKNOWN: Row[] = [
  new Row("Header", 'Header: unknown field; did you mean "header"?'),
  new Row("HEADER", 'HEADER: unknown field; did you mean "header"?'),
  new Row("haeder", 'haeder: unknown field; did you mean "header"?'),
  new Row("head", 'head: unknown field; did you mean "header"?'),
  new Row("modulos", 'modulos: unknown field; did you mean "modulo"?'),
  new Row("mod", "mod: " + ALL),
  new Row("tag_header", 'tag_header: unknown field; did you mean "tagHeader"?'),
  new Row("tag-header", 'tag-header: unknown field; did you mean "tagHeader"?'),
  new Row("taghead", 'taghead: unknown field; did you mean "tagHeader"?'),
  new Row("policies", "policies: " + ALL),
  new Row("x9", "x9: " + ALL),
  new Row("", '[""]: ' + ALL),
  new Row("modulo ", '["modulo "]: ' + ALL),
  new Row("a.b", '["a.b"]: ' + ALL),
  new Row("größe", '["größe"]: ' + ALL),
  new Row("a`", '["a`"]: ' + ALL),
  new Row("k".repeat(40), "k".repeat(40) + ": " + ALL),
  new Row("k".repeat(41), '["' + "k".repeat(41) + '"]: ' + ALL),
];

describe("Fields", () => {
  test("finds its fields, in any order", () => {
    const report = new Report();
    const fields = new Fields("rules[0]", json('{"modulo":100,"header":"x"}'), KNOWN, report);
    expect(fields.readable).toBe(true);
    expect(textOf(fields.optional("header"))).toBe("x");
    expect(textOf(fields.required("modulo", "a number"))).toBe("100");
    expect(textOf(fields.optional("tagHeader"))).toBe("nothing");
    expect(report.count).toBe(0);
  });

  test("reports a required field that is missing, with what to write", () => {
    const report = new Report();
    const fields = new Fields("rules[0]", json("{}"), KNOWN, report);
    expect(textOf(fields.required("modulo", "a number"))).toBe("nothing");
    expect(report.lines().join("\n")).toBe("rules[0].modulo: missing; add a number");
  });

  test("names a field by its path", () => {
    expect(new Fields("", json("{}"), KNOWN, new Report()).at("modulo")).toBe("modulo");
    expect(new Fields("rules[7]", json("{}"), KNOWN, new Report()).at("modulo")).toBe("rules[7].modulo");
  });

  test("reports an unknown field, with the nearest known one", () => {
    for (let i = 0; i < UNKNOWN.length; ++i) {
      expect(reportOf('{"' + UNKNOWN[i].key + '":1}')).toBe(UNKNOWN[i].wanted);
    }
    expect(reportOf('{"modul":1}', "rules[0]")).toBe('rules[0].modul: unknown field; did you mean "modulo"?');
    expect(reportOf('{"a\\n":1}', "rules[0]")).toBe('rules[0]["a\\u000a"]: ' + ALL);
  });

  test("takes a misspelt field for the one that is meant, under the name that is written", () => {
    const report = new Report();
    const fields = new Fields("rules[0]", json('{"modul":100,"Header":"x","headers":"y"}'), KNOWN, report);
    expect(textOf(fields.required("modulo", "a number"))).toBe("100");
    expect(fields.at("modulo")).toBe("rules[0].modul");
    expect(textOf(fields.required("header", "a name"))).toBe("x");
    expect(report.count).toBe(3);
  });

  test("prefers the field that is spelt right", () => {
    const report = new Report();
    const fields = new Fields("", json('{"modul":1,"modulo":2}'), KNOWN, report);
    expect(textOf(fields.optional("modulo"))).toBe("2");
    expect(fields.at("modulo")).toBe("modulo");
    expect(report.lines().join()).toBe('modul: unknown field; did you mean "modulo"?');
  });

  test("counts the unknown fields beyond those that a report shows", () => {
    let text = '{"a0":1';
    for (let i = 1; i < 25; ++i) text += ',"a' + i.toString() + '":1';
    const lines = reportOf(text + "}").split("\n");
    expect(lines.length).toBe(21);
    expect(lines[19]).toBe("a19: " + ALL);
    expect(lines[20]).toBe("and 5 more");
  });

  test("keeps the first of a field given twice, and reports it", () => {
    const report = new Report();
    const fields = new Fields("", json('{"modulo":1,"modulo":2,"modulo":3}'), KNOWN, report);
    expect(textOf(fields.optional("modulo"))).toBe("1");
    expect(report.lines().join("\n")).toBe("modulo: given twice; keep one\nmodulo: given twice; keep one");
  });

  test("reports what is no object, once", () => {
    const report = new Report();
    const fields = new Fields("rules[0]", json("[1]"), KNOWN, report);
    expect(fields.readable).toBe(false);
    expect(textOf(fields.required("modulo", "a number"))).toBe("nothing");
    expect(report.lines().join("\n")).toBe(
      "rules[0]: a list is not an object; write its fields header, modulo, tagHeader",
    );
  });
});
