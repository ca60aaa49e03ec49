import { decimal, hex, lowerCase, quote, plural } from "../../../assembly/core/text/text";

class Row {
  constructor(
    readonly given: string,
    readonly wanted: string,
  ) {}
}

const QUOTED: Row[] = [
  new Row("", '""'),
  new Row("v2", '"v2"'),
  new Row('say "v2"', '"say \\"v2\\""'),
  new Row("a\\b", '"a\\\\b"'),
  new Row("a\r\nb", '"a\\u000d\\u000ab"'),
  new Row("\u0000\u001f\u0020", '"\\u0000\\u001f "'),
  new Row("\u007e\u007f\u009f\u00a0\u00a1", '"\u007e\\u007f\\u009f\\u00a0\u00a1"'),
  new Row("\u2027\u2028\u200b\u202a\ufeff", '"\u2027\\u2028\\u200b\\u202a\\ufeff"'),
  new Row("用户", '"用户"'),
  new Row("😀", '"\\ud83d\\ude00"'),
  new Row("x".repeat(60), '"' + "x".repeat(60) + '"'),
  new Row("x".repeat(61), '"' + "x".repeat(60) + '…"'),
  new Row("x".repeat(59) + "\n\n", '"' + "x".repeat(59) + '\\u000a…"'),
];

const LOWERED: Row[] = [
  new Row("", ""),
  new Row("x-user-id", "x-user-id"),
  new Row("X-User-ID", "x-user-id"),
  new Row("AZaz@[`{09", "azaz@[`{09"),
  new Row("ÄÖ\u212a", "ÄÖ\u212a"),
];

describe("text", () => {
  test("quote: one line, nothing that could forge another, cut at 60", () => {
    for (let i = 0; i < QUOTED.length; ++i) expect(quote(QUOTED[i].given)).toBe(QUOTED[i].wanted);
  });

  test("lowerCase: A to Z only", () => {
    for (let i = 0; i < LOWERED.length; ++i) expect(lowerCase(LOWERED[i].given)).toBe(LOWERED[i].wanted);
  });

  test("hex: the lowest digits, zeros in front", () => {
    expect(hex(0, 1)).toBe("0");
    expect(hex(0x9f, 2)).toBe("9f");
    expect(hex(0x1234f, 4)).toBe("234f");
    expect(hex(0xdeadbeef, 8)).toBe("deadbeef");
    expect(hex(0x0badcafe, 8)).toBe("0badcafe");
  });

  test("decimal", () => {
    const values: i64[] = [0, 7, 10, -1, -100, 4294967295, 4294967296, i64.MAX_VALUE];
    const wanted = ["0", "7", "10", "-1", "-100", "4294967295", "4294967296", "9223372036854775807"];
    for (let i = 0; i < values.length; ++i) expect(decimal(values[i])).toBe(wanted[i]);
  });
});

describe("plural", () => {
  test("counts", () => {
    expect(plural(0, "rule")).toBe("0 rules");
    expect(plural(1, "rule")).toBe("1 rule");
    expect(plural(12, "tag header")).toBe("12 tag headers");
  });
});
