// What every command does alike, each run as a user would.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { cli } from "../command-line.ts";
import { example, IMAGE, root, scratch } from "./command.ts";
import { program } from "./shell.ts";

const release = join(root, "examples/mixed-canary/release.yaml");

/** A run of each command that ends by itself; `page` serves until it is interrupted. */
const RUNS: Record<string, string[]> = {
  check: ["check", example],
  completion: ["completion", "bash"],
  diff: ["diff", example, example],
  explain: ["explain", example, "0005"],
  help: ["help", "manifest"],
  manifest: ["manifest", example, "--url", IMAGE],
  release: ["release", release],
  schema: ["schema"],
  simulate: ["simulate", example, "--users", "100"],
  sql: ["sql", example, "--dialect", "duckdb"],
};
/** Those that have a test file of their own for all of it. */
const ELSEWHERE = ["page", "status", "test"];
const WITH_FILES = ["manifest", "sql"];

test("the runs are of all commands", async () => {
  const { stdout } = await cli(["--help"]);
  const verbs = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);
  assert.deepEqual(
    verbs.filter((verb) => !ELSEWHERE.includes(verb)),
    Object.keys(RUNS),
  );
});

/** A run of the built program whose reader takes nothing of what it writes. */
function withoutReader(args: string[]): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdout.destroy();
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
}

for (const [name, args] of Object.entries(RUNS)) {
  describe(name, () => {
    test("has its results on standard output, without colours, whatever NO_COLOR says", async () => {
      const { status, stdout, stderr } = await cli(args);
      assert.equal(status, 0, stderr);
      assert.notEqual(stdout + stderr, "");
      assert.doesNotMatch(stdout + stderr, /\x1b/);
    });

    test("a reader who leaves is no error", async () => {
      const { status, stderr } = await withoutReader(args);
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /EPIPE|\n {4}at /);
    });

    test("a misspelt option is one line, with the option that is meant", async () => {
      const { status, stdout, stderr } = await cli([...args, "--halp"]);
      assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
      assert.match(stderr, /^unknown option --halp; did you mean --help\?\n$/);
    });
  });
}

for (const name of WITH_FILES) {
  test(`${name} -o writes all, and replaces a file with --force alone`, async () => {
    const file = join(scratch, `${name}.out`);
    const { stdout } = await cli(RUNS[name]!);
    assert.equal((await cli([...RUNS[name]!, `-o=${file}`])).status, 0);
    assert.equal(readFileSync(file, "utf8"), stdout);
    writeFileSync(file, "mine");
    const refused = await cli([...RUNS[name]!, "-o", file]);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /--force/);
    assert.equal(readFileSync(file, "utf8"), "mine");
    assert.equal((await cli([...RUNS[name]!, "-o", file, "--force"])).status, 0);
    assert.equal(readFileSync(file, "utf8"), stdout);
  });
}
