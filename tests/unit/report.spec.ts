import { MAX_ERRORS, Report, seen } from "../../assembly/core/report";
import { decimal } from "../../assembly/core/text";
import { json } from "./given";

function reportOf(errors: i32): Report {
  const report = new Report();
  for (let i = 0; i < errors; ++i) report.add("rules[" + decimal(i) + "]", "bad");
  return report;
}

describe("Report", () => {
  test("is empty at first", () => {
    expect(reportOf(0).count).toBe(0);
    expect(reportOf(0).lines()).toHaveLength(0);
  });

  test("gives a line an error; the whole text has no path", () => {
    const report = reportOf(1);
    report.add("", "the whole is bad");
    expect(report.lines().join("\n")).toBe("rules[0]: bad\nthe whole is bad");
  });

  test("keeps 20 errors and counts the rest", () => {
    expect(MAX_ERRORS).toBe(20);
    expect(reportOf(20).lines()).toHaveLength(20);
    expect(reportOf(20).lines()[19]).toBe("rules[19]: bad");
    const report = reportOf(23);
    expect(report.count).toBe(23);
    expect(report.paths).toHaveLength(20);
    expect(report.messages).toHaveLength(20);
    expect(report.lines()).toHaveLength(21);
    expect(report.lines()[20]).toBe("and 3 more");
  });
});

describe("seen", () => {
  test("shows a value, short and on one line", () => {
    const texts = ["null", "true", "false", "100", "1e2", '"100"', '"a\\nb"', "[]", "[1]", "{}", '{"a":1}'];
    const wanted = [
      "null",
      "true",
      "false",
      "100",
      "1e2",
      '"100"',
      '"a\\u000ab"',
      "an empty list",
      "a list",
      "an object",
      "an object",
    ];
    for (let i = 0; i < texts.length; ++i) expect(seen(json(texts[i]))).toBe(wanted[i], texts[i]);
  });

  test("cuts a number at 60 digits", () => {
    expect(seen(json("7".repeat(60)))).toBe("7".repeat(60));
    expect(seen(json("7".repeat(61)))).toBe("7".repeat(60) + "…");
  });
});
