import { Report } from "../../../assembly/core/config/report";
import { textOf, unquoted } from "../../../assembly/core/config/text-field";
import { json } from "../given";

const QUOTES = " is not a string; put it in quotes exactly as it is written, ";

describe("textOf", () => {
  test("gives a text, and nothing of nothing", () => {
    const report = new Report();
    expect(textOf("p", json('"a\\nb"'), "it", report)).toBe("a\nb");
    expect(textOf("p", json('""'), "it", report)).toBe("");
    expect(textOf("p", null, "it", report) === null).toBe(true);
    expect(report.count).toBe(0);
  });

  test("reports what is none: what quotes would mend by its id", () => {
    const texts = ["7", "1.50", "true", "false", "null", "[]", "[7]", "{}"];
    for (let i = 0; i < texts.length; ++i) {
      const report = new Report();
      expect(textOf("p", json(texts[i]), "it", report) === null).toBe(true, texts[i]);
      const error = report.errors.kept[0];
      const isScalar = i < 5;
      expect(error.path).toBe("p");
      expect(error.id).toBe(isScalar ? "unquoted" : "not-a-text");
      if (isScalar) expect(error.message).toBe(texts[i] + QUOTES + '"' + texts[i] + '"');
      else expect(error.message.endsWith(" is not a string; write it")).toBe(true);
    }
  });
});

describe("unquoted", () => {
  test("says it of what is written in a file, short and on one line", () => {
    expect(unquoted("0787849")).toBe("0787849" + QUOTES + '"0787849"');
    expect(unquoted("~")).toBe("~" + QUOTES + '"~"');
    expect(unquoted("")).toBe("nothing is written here; write a text, in quotes");
    const long = "7".repeat(61);
    const cut = "7".repeat(60) + "…";
    expect(unquoted(long)).toBe(cut + QUOTES + '"' + cut + '"');
  });
});
