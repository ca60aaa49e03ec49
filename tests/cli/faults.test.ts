import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import { run } from "../../cli/run.ts";
import { cli } from "../command-line.ts";
import { IMAGE, scratch } from "./command.ts";

test("no command line is a fault of the program", async () => {
  const words = [
    "manifest",
    "-",
    "--",
    "-o",
    "-h",
    "-ho",
    "--url",
    "--url=",
    "--name=x",
    "=",
    "--help",
    "--no-help",
    "-",
  ];
  const word = fc.oneof(
    fc.constantFrom(...words, "--__proto__", "constructor", IMAGE, "--format=envoy"),
    fc.string(),
  );
  const parent = process.cwd();
  process.chdir(mkdtempSync(join(scratch, "fuzz-")));
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (args) => {
        const { status, stderr } = await cli(args, "rules: []");
        assert.ok(status === 0 || status === 2, stderr);
      }),
      { numRuns: 1000 },
    );
  } finally {
    process.chdir(parent);
  }
});

test("a fault of the program is shown with its stack, and exits with 1", async () => {
  let stderr = "";
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  const log = new Writable({ write: (chunk, _encoding, done) => ((stderr += chunk), done()) });
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from("");
    throw new TypeError("broken");
  })();
  assert.equal(await run(["manifest", "-", "--url", IMAGE], { stdin, stdout, stderr: log }), 1);
  assert.match(stderr, /^TypeError: broken\n +at /);
});
