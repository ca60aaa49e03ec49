// What RE2 itself answered, of its own tests and of what generated pairs would seldom show.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Regex, valid } from "./regexes.ts";
import { answers, bytesOf, faults } from "./vectors.ts";

describe("answers", () => {
  for (const [source, title] of Object.entries(answers.sources)) {
    const rows = answers.rows.filter((row) => row.source === source);

    test(`${rows.length} rows: ${title}`, () => {
      assert.ok(rows.length > 0);
      const ours = rows.map((row) => {
        const regex = valid(Regex.whole(row.regex));
        const value = bytesOf(row.value);
        assert.equal(regex.runs(value), regex.matches(value), "the table and the machine agree");
        const answer = { ...row, whole: regex.matches(value) };
        return "capture" in row ? { ...answer, capture: search(row.regex).find(value) } : answer;
      });
      assert.deepEqual(ours, rows);
    });
  }
});

function search(pattern: string): Regex {
  const regex = Regex.capture(pattern);
  return regex.fault === "" ? regex : valid(Regex.capture(`(${pattern})`));
}

describe("faults", () => {
  for (const { regex, use, fault, re2, source } of faults.rows) {
    test(`${JSON.stringify(regex)}: RE2 ${re2 ?? "takes it"}`, () => {
      assert.ok(source in faults.sources);
      const compile = use === "capture" ? Regex.capture : Regex.whole;
      const refused = compile(bytesOf(regex));
      assert.equal(refused.fault, fault);
      assert.equal(refused.matches(""), false, "what is refused matches nothing");
    });
  }
});
