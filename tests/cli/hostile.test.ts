import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { manifest, root } from "./command.ts";

const MIB = 1 << 20;

test("many mistakes are listed up to a bound", async () => {
  const { stderr } = await manifest(`rules: [${".inf, ".repeat(50)}]`);
  assert.equal(stderr.split("\n").length, 22);
  assert.match(stderr, /<stdin>:1:1: and more\n$/);
  const core = await manifest(`rules: [${"1, ".repeat(500)}]`);
  assert.ok(core.stderr.split("\n").length < 30);
});

const hostile: Record<string, string | Uint8Array> = {
  "a million brackets": "[".repeat(MIB),
  "a million flow mappings": "{a: ".repeat(MIB / 4),
  "deep block mappings": Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
  "nested dashes": "- ".repeat(MIB / 2),
  "nested explicit keys": "? ".repeat(MIB / 2),
  "aliases of aliases": `a: &a0 [x, x]\n${Array.from({ length: 14 }, (_, i) => `b${i}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join("")}`,
  "aliases of a long text": `a: &a ${"x".repeat(MIB / 2)}\nb: [${"*a, ".repeat(900)}]`,
  "an alias in its own anchor": "rules: &r [*r, *r, *r]",
  "a thousand aliases and one": `a: &a x\nrules: [${"*a, ".repeat(1001)}]`,
  "merges of merges": `a: &a { ${Array.from({ length: 2000 }, (_, i) => `k${i}: 1`).join(", ")} }\nrules: [${"{ <<: *a }, ".repeat(900)}]`,
  "100,000 keys": Array.from({ length: 100_000 }, (_, i) => `k${i}: 1\n`).join(""),
  "200,000 rules": `rules:\n${"- {}\n".repeat(200_000)}`,
  "150,000 documents": "--- a\n".repeat(150_000),
  "a MiB of one word": "x".repeat(MIB),
  "a MiB of quotes": `"${"\\\\".repeat(MIB / 2 - 1)}`,
  "a MiB of colons": ":".repeat(MIB),
  "a MiB of line breaks": "\n".repeat(MIB),
  "a MiB of digits": `rules: ${"9".repeat(MIB - 7)}`,
  "more than a MiB": " ".repeat(MIB + 1),
  nothing: "",
  "only a comment": "# rules\n",
  "UTF-16": Buffer.from("\ufeffrules: []\n", "utf16le"),
  "Latin-1": Buffer.from("rules: é\n", "latin1"),
  "a WebAssembly module": readFileSync(join(root, "build/core.wasm")),
};
for (const [what, text] of Object.entries(hostile)) {
  test(`refuses ${what} in bounded time`, { timeout: 30_000 }, async () => {
    const { status, stdout, stderr } = await manifest(text);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" }, stderr.slice(0, 500));
    assert.match(stderr.split("\n")[0]!, /^<stdin>(?::\d+:\d+)?: /);
    assert.ok(stderr.length < 16_384);
  });
}

test("no text at all is a fault of the program", async () => {
  const pieces = fc.constantFrom(
    ...[
      "rules",
      ":",
      " ",
      "\n",
      "- ",
      "  ",
      "&a",
      "*a",
      "<<",
      "{",
      "}",
      "[",
      "]",
      ",",
      "?",
      "!!int",
      "!x",
      "|",
      ">",
      "'",
    ],
    ...[
      '"',
      "\\",
      "#",
      "---",
      "...",
      "%YAML 1.1",
      "\t",
      "modulo",
      "100",
      "0o7",
      ".inf",
      "-0",
      "1e3",
      "~",
      "\ufeff",
      "é",
      "\r",
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
    fc.string({ unit: "binary" }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (input) => {
      const { status, stderr } = await manifest(input);
      assert.ok(status === 0 || status === 2, stderr);
    }),
    { numRuns: 2000 },
  );
});
