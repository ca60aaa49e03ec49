import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { readRules } from "../../cli/files/rules-file.ts";
import { Mistake } from "../../lib/mistake.ts";
import { cli } from "../command-line.ts";
import { carried, example, golden, root, RULES, scratch } from "./command.ts";

const read = (named: string, input = "") => readRules(named, Readable.from([Buffer.from(input)]));
const mistakeOf = async (named: string, input?: string) => {
  const error: unknown = await read(named, input).catch((caught: unknown) => caught);
  assert.ok(error instanceof Mistake, String(error));
  return error.lines;
};

test("rules: from a file, from standard input, and from each manifest that holds them", async () => {
  const wanted = JSON.parse((await read(example)).json) as object;
  const manifests = ["wasmplugin", "trafficextension", "envoy-gateway"].map((name) =>
    join(golden, `manifest-${name}.yaml`),
  );
  for (const file of manifests) assert.deepEqual(JSON.parse((await read(file)).json), wanted, file);
  const piped = await read("-", readFileSync(example, "utf8"));
  assert.deepEqual([piped.name, JSON.parse(piped.json)], ["<stdin>", wanted]);
  assert.deepEqual((await read("-", piped.json)).rules.tags({}, "0005"), {
    "appver-a": "v2",
    "appver-b": "v2",
    "appver-c": "v3",
  });
});

test("rules: as a commit has them", async () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", ...args]);
  const folder = join(scratch, "repository");
  execFileSync("git", ["init", "-q", folder]);
  const file = join(folder, "rules.yaml");
  writeFileSync(file, RULES);
  git("add", ".");
  git("commit", "-qm", "one");
  writeFileSync(file, RULES.replace("range: 10", "range: 20"));
  const before = process.cwd();
  process.chdir(folder);
  try {
    assert.match((await read("git:HEAD:rules.yaml")).json, /"range":10,/);
    assert.match((await read("rules.yaml")).json, /"range":20,/);
    assert.deepEqual(await mistakeOf("git:HEAD:none.yaml"), [
      "git:HEAD:none.yaml: path 'none.yaml' does not exist in 'HEAD'",
    ]);
    assert.deepEqual(await mistakeOf("git:v9:rules.yaml"), ["git:v9:rules.yaml: invalid object name 'v9'."]);
    const remedy = "write git:REF:PATH, as git:main:rules.yaml";
    for (const named of ["git:HEAD", "git::x", "git:HEAD:"])
      assert.deepEqual(await mistakeOf(named), [`${named}: ${remedy}`]);
    assert.deepEqual(await mistakeOf("git:--output=x:y"), [
      "git:--output=x:y: --output=x is no commit, branch or tag",
    ]);
  } finally {
    process.chdir(before);
  }
});

test("rules: what is wrong, in the lines of check", async () => {
  for (const input of [
    RULES.replace("10,", "1000,"),
    "rules: [",
    "- 1\n",
    "",
    "{{ x }}\n",
    "apiVersion: v1\nkind: Pod\n",
  ]) {
    const { stdout } = await cli(["check", "-"], input);
    const errors = stdout.split("\n").filter((line) => line !== "" && !line.includes(": advice: "));
    assert.deepEqual(await mistakeOf("-", input), errors);
  }
  assert.deepEqual(await mistakeOf(carried), [
    `${carried}: a configuration of header propagation; name a file of rules`,
  ]);
  assert.deepEqual(await mistakeOf("-", `${RULES}---\n${RULES}`), [
    "<stdin>: rules for several gateways; keep those of one in the file",
  ]);
  assert.deepEqual(await mistakeOf(join(root, "none.yaml")), [
    `${join(root, "none.yaml")}: no such file or directory`,
  ]);
  assert.deepEqual(await mistakeOf(root), [`${root}: it is a directory`]);
});
