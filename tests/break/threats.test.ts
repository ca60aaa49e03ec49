import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "THREATS.md"), "utf8").replace(/\n +/g, " ");

/** Titles as they are written out; of one with ${…} the rest of it. */
const TITLE = /(?:\b(?:it|test|describe)\(\s*|name: )(["`])((?:\\.|(?!\1).)*)\1/g;
const titles = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
  .flatMap((file) => [...readFileSync(join(root, "tests", file), "utf8").matchAll(TITLE)])
  .map(([, , title]) => title!);

for (const [, name] of text.matchAll(/Test: "([^"]+)"/g)) {
  test(`THREATS.md names a test that is there: ${name}`, () => {
    assert.ok(titles.some((title) => title.includes(name!)));
  });
}

test("THREATS.md names a test for every threat, or says what to run", () => {
  const threats = text.split(/^- /m).slice(1);
  assert.ok(threats.length > 20);
  assert.deepEqual(
    threats.filter((threat) => !/Test: "|`make /.test(threat)),
    [],
  );
});
