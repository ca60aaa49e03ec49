import { MAX_FINDINGS, Report, seen } from "../../../assembly/core/config/report";
import { decimal } from "../../../assembly/core/text/text";
import { json } from "../given";

function reportOf(errors: i32): Report {
  const report = new Report();
  for (let i = 0; i < errors; ++i) report.add("id", "rules[" + decimal(i) + "]", "bad");
  return report;
}

describe("Report", () => {
  test("is empty at first", () => {
    expect(reportOf(0).count).toBe(0);
    expect(reportOf(0).lines()).toHaveLength(0);
    expect(reportOf(0).warningLines()).toHaveLength(0);
  });

  test("gives a line an error; the whole text has no path", () => {
    const report = reportOf(1);
    report.add("id", "", "the whole is bad");
    expect(report.lines().join("\n")).toBe("rules[0]: bad\nthe whole is bad");
  });

  test("keeps 20 errors and counts the rest", () => {
    expect(MAX_FINDINGS).toBe(20);
    expect(reportOf(20).lines()).toHaveLength(20);
    expect(reportOf(20).lines()[19]).toBe("rules[19]: bad");
    expect(reportOf(19).isFull).toBe(false);
    expect(reportOf(20).isFull).toBe(true);
    const report = reportOf(22);
    report.addUnseen();
    expect(report.count).toBe(23);
    expect(report.errors.kept).toHaveLength(20);
    expect(report.errors.hidden).toBe(3);
    expect(report.lines()).toHaveLength(21);
    expect(report.lines()[20]).toBe("and 3 more");
  });

  test("gives a line a warning, with its id; none is an error", () => {
    const report = new Report();
    report.warn("many", "rules", "so many");
    report.warn("odd", "", "the whole is odd");
    expect(report.warningLines().join("\n")).toBe("many: rules: so many\nodd: the whole is odd");
    for (let i = 0; i < 20; ++i) report.warn("more", "", "and more");
    expect(report.warnings.kept).toHaveLength(20);
    expect(report.warningLines()[20]).toBe("and 2 more");
    expect(report.count).toBe(0);
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
