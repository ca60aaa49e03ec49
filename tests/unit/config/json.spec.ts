import { Json, JsonReader, Kind, MAX_DEPTH, MAX_VALUES } from "../../../assembly/core/config/json";
import { bytes, json } from "../given";

/** A value written back, without the blanks: so that a test compares one text. */
function show(json: Json | null): string {
  if (json === null) return "nothing";
  if (json.kind == Kind.String) return "'" + json.text + "'";
  if (json.kind == Kind.Array) return "[" + json.items.map<string>((item) => show(item)).join(",") + "]";
  if (json.kind != Kind.Object) return json.text;
  let fields = "";
  for (let i = 0; i < json.keys.length; ++i) fields += json.keys[i] + ":" + show(json.items[i]) + ";";
  return "{" + fields + "}";
}

function faultOf(given: StaticArray<u8>): string {
  const reader = new JsonReader(given, given.length);
  return reader.read() === null ? reader.error : "accepted";
}

function nested(depth: i32): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

/** An array of 0s, `values` values with the array itself. */
function listOf(values: i32): string {
  return "[" + "0,".repeat(values - 2) + "0]";
}

class Row {
  constructor(
    readonly text: string,
    readonly wanted: string,
  ) {}
}

const VALUES: Row[] = [
  new Row("null", "null"),
  new Row("true", "true"),
  new Row("false", "false"),
  new Row(" \t\r\n7\n ", "7"),
  new Row("-0", "-0"),
  new Row("0.50", "0.50"),
  new Row("12E+34", "12E+34"),
  new Row("1e-7", "1e-7"),
  new Row("[]", "[]"),
  new Row("[ ]", "[]"),
  new Row("[1 , [2] ,3]", "[1,[2],3]"),
  new Row("{}", "{}"),
  new Row("{ }", "{}"),
  new Row('{ "a" : 1 , "b":{"c":[null]} }', "{a:1;b:{c:[null];};}"),
  new Row('{"a":1,"a":2}', "{a:1;a:2;}"),
  new Row('{"":0}', "{:0;}"),
];

const STRINGS: Row[] = [
  new Row('""', "''"),
  new Row('"v2"', "'v2'"),
  new Row('"\\"\\\\\\/\\b\\f\\n\\r\\t"', "'\"\\/\b\f\n\r\t'"),
  new Row('"\\u0041\\u00e9\\u7528\\uFfEe"', "'Aé用\uffee'"),
  new Row('"\\ud83d\\ude00"', "'😀'"),
  new Row('"é用😀\u007f"', "'é用😀\u007f'"),
  new Row('"\u0080\u07ff\u0800\ud7ff\ue000\uffff"', "'\u0080\u07ff\u0800\ud7ff\ue000\uffff'"),
  new Row('"\ud800\udc00\udbff\udfff"', "'\ud800\udc00\udbff\udfff'"),
  new Row('"\\ude00\\ud83d"', "'\ude00\ud83d'"),
];

const FAULTS: Row[] = [
  new Row("", "a value at byte 0, found the end"),
  new Row("  ", "a value at byte 2, found the end"),
  new Row("\ufeff0", "a value at byte 0, found byte 0xef"),
  new Row("x", "a value at byte 0, found 'x'"),
  new Row("\f7", "a value at byte 0, found byte 0x0c"),
  new Row("[\v]", "a value at byte 1, found byte 0x0b"),
  new Row("7\u00a0", "the end of the text at byte 1, found byte 0xc2"),
  new Row("+1", "a value at byte 0, found '+'"),
  new Row(".5", "a value at byte 0, found '.'"),
  new Row("'a'", "a value at byte 0, found '''"),
  new Row("NaN", "a value at byte 0, found 'N'"),
  new Row("nul", "null at byte 3, found the end"),
  new Row("trUe", "true at byte 2, found 'U'"),
  new Row("falsy", "false at byte 4, found 'y'"),
  new Row("1 2", "the end of the text at byte 2, found '2'"),
  new Row("0\u0000", "the end of the text at byte 1, found byte 0x00"),
  new Row("01", "the end of the text at byte 1, found '1'"),
  new Row("-", "a digit at byte 1, found the end"),
  new Row("-a", "a digit at byte 1, found 'a'"),
  new Row("1.", "a digit at byte 2, found the end"),
  new Row("1.e1", "a digit at byte 2, found 'e'"),
  new Row("1e", "a digit at byte 2, found the end"),
  new Row("1e+-1", "a digit at byte 3, found '-'"),
  new Row("[", "a value at byte 1, found the end"),
  new Row("[1", "',' or ']' at byte 2, found the end"),
  new Row("[1 2]", "',' or ']' at byte 3, found '2'"),
  new Row("[1,]", "a value at byte 3, found ']'"),
  new Row("[,1]", "a value at byte 1, found ','"),
  new Row("]", "a value at byte 0, found ']'"),
  new Row("{", "a field name in double quotes at byte 1, found the end"),
  new Row("{a:1}", "a field name in double quotes at byte 1, found 'a'"),
  new Row('{"a":1,}', "a field name in double quotes at byte 7, found '}'"),
  new Row('{"a" 1}', "':' at byte 5, found '1'"),
  new Row('{"a":}', "a value at byte 5, found '}'"),
  new Row('{"a":1', "',' or '}' at byte 6, found the end"),
  new Row('{"a":1;', "',' or '}' at byte 6, found ';'"),
  new Row('{"a\n":1}', "an escape for the control character at byte 3, found byte 0x0a"),
  new Row('"', "'\"' at byte 1, found the end"),
  new Row('"ab', "'\"' at byte 3, found the end"),
  new Row('"\u001f"', "an escape for the control character at byte 1, found byte 0x1f"),
  new Row('"\\', "an escape that JSON knows at byte 1, found '\\'"),
  new Row('"\\x41"', "an escape that JSON knows at byte 1, found '\\'"),
  new Row('"\\u12"', "an escape that JSON knows at byte 1, found '\\'"),
  new Row('"\\u12g4"', "an escape that JSON knows at byte 1, found '\\'"),
  new Row('"\\u123', "an escape that JSON knows at byte 1, found '\\'"),
  new Row('"\\U0041"', "an escape that JSON knows at byte 1, found '\\'"),
];

const BROKEN_UTF8: StaticArray<u8>[] = [
  [0x22, 0x80, 0x22], // a continuation byte alone
  [0x22, 0xc1, 0xbf, 0x22], // overlong, 2 bytes
  [0x22, 0xc3, 0x22], // cut short by the quote
  [0x22, 0xc3], // cut short by the end
  [0x22, 0xe0, 0x9f, 0xbf, 0x22], // overlong, 3 bytes
  [0x22, 0xed, 0xa0, 0x80, 0x22], // a surrogate
  [0x22, 0xed, 0xbf, 0xbf, 0x22], // the last surrogate
  [0x22, 0xe7, 0x94, 0xc0, 0x22], // third byte no continuation
  [0x22, 0xf0, 0x8f, 0xbf, 0xbf, 0x22], // overlong, 4 bytes
  [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], // above 10FFFF
  [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22],
  [0x22, 0xff, 0x22],
];

describe("JsonReader", () => {
  test("reads values and keeps numbers as written", () => {
    for (let i = 0; i < VALUES.length; ++i) expect(show(json(VALUES[i].text))).toBe(VALUES[i].wanted);
  });

  test("decodes strings", () => {
    for (let i = 0; i < STRINGS.length; ++i) expect(show(json(STRINGS[i].text))).toBe(STRINGS[i].wanted);
  });

  test("says what was expected, where, and what stood there", () => {
    for (let i = 0; i < FAULTS.length; ++i) {
      expect(faultOf(bytes(FAULTS[i].text))).toBe("not JSON: expected " + FAULTS[i].wanted, FAULTS[i].text);
    }
  });

  test("refuses bytes that are no UTF-8", () => {
    for (let i = 0; i < BROKEN_UTF8.length; ++i) {
      const fault = faultOf(BROKEN_UTF8[i]);
      expect(fault.startsWith("not JSON: expected UTF-8 at byte 1, found byte 0x")).toBe(true, fault);
    }
  });

  test("reads no byte past the given length", () => {
    const given = bytes("12345");
    expect(show(new JsonReader(given, 2).read())).toBe("12");
    expect(faultOf(bytes("[1]"))).toBe("accepted");
    expect(new JsonReader(bytes("[1]"), 2).read()).toBeNull();
  });

  test("goes 16 levels deep", () => {
    expect(MAX_DEPTH).toBe(16);
    expect(faultOf(bytes(nested(16)))).toBe("accepted");
    const fault = "more than 16 levels of nesting at byte 16; a configuration needs far less";
    expect(faultOf(bytes(nested(17)))).toBe(fault);
    expect(faultOf(bytes("[".repeat(100000)))).toBe(fault);
    expect(faultOf(bytes('{"a":'.repeat(17)))).toBe(
      "more than 16 levels of nesting at byte 80; a configuration needs far less",
    );
  });

  test("counts 65,536 values", () => {
    expect(MAX_VALUES).toBe(65536);
    expect(faultOf(bytes(listOf(65536)))).toBe("accepted");
    expect(faultOf(bytes(listOf(65537)))).toBe(
      "more than 65536 values at byte 131071; a configuration needs far less",
    );
  });
});
