// The examples that try a rule under Envoy, as their pages tell: what manifest writes, in gateway.yaml, and each curl line.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { answersOf, linesOf, type Line } from "./example.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
/** Its page tries it at several moments. */
const RAMP = "three-day-ramp";

const read = (example: string, file: string) => readFileSync(join(EXAMPLES, example, file), "utf8");

async function play(rules: string, lines: Line[]): Promise<void> {
  const answers = await answersOf(rules, lines);
  const seen = lines.map(({ command }, i) => ({ command, tags: answers[i] }));
  assert.deepEqual(seen, lines);
}

const tried = readdirSync(EXAMPLES).filter(
  (example) =>
    existsSync(join(EXAMPLES, example, "README.md")) && linesOf(read(example, "README.md")).length > 0,
);

it("there are examples to try", () =>
  assert.deepEqual(tried, [
    "exclusive-experiments",
    "independent-experiments",
    "tenant-and-user",
    "testers-by-override",
    RAMP,
  ]));

for (const example of tried.filter((example) => example !== RAMP)) {
  it(`examples/${example}`, () => play(read(example, "rules.yaml"), linesOf(read(example, "README.md"))));
}

describe(`examples/${RAMP}`, () => {
  const parts = read(RAMP, "README.md")
    .split(/^At (?=\d)/m)
    .slice(1);

  /** The rules with every time moved, so that `moment` is now. */
  const asIfNow = (moment: string) => {
    const ahead = Date.now() - Date.parse(moment);
    return read(RAMP, "rules.yaml").replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (at) =>
      new Date(Date.parse(at) + ahead).toISOString().replace(/\.\d+Z/, "Z"),
    );
  };

  it("has four moments", () => assert.equal(parts.length, 4));

  for (const part of parts) {
    const [moment = ""] = part.split(/[ ,]/);
    it(`at ${moment}`, () => play(asIfNow(moment), linesOf(part)));
  }
});
