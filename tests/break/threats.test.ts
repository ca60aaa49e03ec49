import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "THREATS.md"), "utf8");
const named = [...text.matchAll(/`(tests\/\S+\.test\.ts)`:\s+"([^"]+)"/g)];

for (const [, file, name] of named) {
  test(`THREATS.md names ${file}: ${name}`, () => {
    // In a title with ${…} the name is the part that is written out.
    const titles = /(?:\b(?:it|test|describe)\(\s*|name: )(["`])((?:\\.|(?!\1).)*)\1/g;
    const known = [...readFileSync(join(root, file!), "utf8").matchAll(titles)].map(([, , title]) => title!);
    assert.ok(
      known.some((title) => title.includes(name!)),
      known.join("\n"),
    );
  });
}

test("THREATS.md names a test for every threat, or says where to look", () => {
  const threats = text.split(/^- /m).slice(1);
  assert.ok(threats.length > 20);
  assert.deepEqual(
    threats.filter((threat) => !/`(tests\/|make )/.test(threat)),
    [],
  );
});
