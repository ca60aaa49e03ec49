import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { example, manifest, refused, RULES, scratch } from "./command.ts";

const file = (name: string, text: string) => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};
const old = file("old.yaml", RULES);
const wider = file("wider.yaml", RULES.replace("range: 10", "range: 15"));
const salted = file("salted.yaml", RULES.replace("modulo", "salt: x\n    modulo"));
const narrower = file("narrower.yaml", RULES.replace("range: 10", "range: 5"));
const ids = file("moving-ids.txt", "0005\n0001\n");
const diff = (...args: string[]) => cli(["diff", ...args], "");

test("diff: who moves, as text", async () => {
  const { status, stdout, stderr } = await diff(old, narrower);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.equal(
    stdout,
    "appver-a: 5.00 % move; 5.00 % are taken out\n  v2 → none  5.00 %  taken out\n" +
      "5.00 % of all users move, counted over all 2^32 hash values\n",
  );
});

test("diff: nobody moves", async () => {
  const { status, stdout } = await diff(old, old, "--fail-on", "removed,moved,reshuffled");
  assert.equal(status, 0);
  assert.equal(stdout, "appver-a: nobody moves\nnone of all users move, counted over all 2^32 hash values\n");
});

test("diff: manifests, standard input and commits stand for rules", async () => {
  const plugin = file("plugin.yaml", (await manifest(RULES)).stdout);
  const piped = await cli(["diff", plugin, "-"], readFileSync(wider, "utf8"));
  assert.match(piped.stdout, /^ {2}none → v2 {2}5\.00 %$/m);
  const path = "examples/mixed-canary/rules.yaml";
  const committed = await diff(`git:HEAD:${path}`, example);
  assert.match(committed.stdout, /^none of all users move/m);
});

test("diff: the users of a file, as JSON", async () => {
  const { stdout } = await diff(old, salted, "--ids", ids, "--output", "json");
  const { users, basis, tagHeaders } = JSON.parse(stdout) as {
    users: number;
    basis: string;
    tagHeaders: { moves: { share: number }[] }[];
  };
  assert.deepEqual([users, basis, tagHeaders.length], [2, "users", 1]);
});

test("diff: at a time, of a request, and of an id for several keys", async () => {
  const schedule = '[{ at: "2026-01-01T00:00:00Z", range: 10 }, { at: "2026-01-02T00:00:00Z", range: 60 }]';
  const ramp = file("ramp.yaml", RULES.replace("range: 10", `schedule: ${schedule}`));
  const at = async (time: string) => (await diff(old, ramp, "--at", time)).stdout;
  assert.match(await at("2026-01-01T00:00:00Z"), /^none of all users move/m);
  assert.match(await at("2026-01-03T00:00:00Z"), /^50\.00 % of all users move/m);
  await refused(diff(old, ramp, "--at", "noon"), '--at: "noon" is no time; write it as 2026-12-01T09:00:00Z');

  const match = file(
    "match.yaml",
    RULES.replace("header:", "match: [{ uri: { prefix: /shop } }]\n    header:"),
  );
  const inside = await diff(old, match, "--url", "/shop");
  assert.equal(inside.stdout.split("\n").at(-2), "none of all users move, counted over all 2^32 hash values");
  assert.match((await diff(old, match, "--url", "/")).stdout, /^10\.00 % of all users move/m);
  assert.match((await diff(old, match)).stdout, /^not counted, after: rules\[0\]\.match$/m);

  const another = file("another.yaml", RULES.replace("x-user-id", "x-tenant"));
  const { stderr } = await diff(old, another, "--ids", ids);
  assert.equal(stderr, "the rules have 2 keys: an id stands for each\n");
  assert.equal((await diff(old, another)).stderr, "");
});

test("diff: markdown, with what would be a table's or a page's own in code", async () => {
  const hostile = file("hostile.yaml", RULES.replace("v2", "'a|b`<b>'"));
  const { stdout } = await diff(old, hostile, "--output", "markdown");
  assert.match(
    stdout,
    /^\*\*10\.00 % of all users move, counted over all 2\^32 hash values\*\*\n\n\| tag header /,
  );
  assert.match(stdout, /^\| `appver-a` \| `v2` \| ``a\\\|b`<b>`` \| 10\.00 % \| {2}\|$/m);
});

const limits: [after: string, limit: string, failures: string[]][] = [
  [wider, "removed,reshuffled,moved>5%", []],
  [wider, "moved>4.9%", ["moved: 5.00 % of the users, above 4.90 %"]],
  [wider, "moved", ["moved: 5.00 % of the users"]],
  [narrower, "removed>5%", []],
  [narrower, "removed", ["removed: 5.00 % of the users lose their appver-a"]],
  [
    salted,
    "removed>1%, moved>5%, reshuffled",
    [
      "removed: 9.00 % of the users lose their appver-a, above 1.00 %",
      "moved: 18.00 % of the users, above 5.00 %",
      "reshuffled: appver-a",
    ],
  ],
];
for (const [after, limit, failures] of limits) {
  test(`diff --fail-on ${limit}: ${failures.length} failures`, async () => {
    const { status, stdout, stderr } = await diff(old, after, "--fail-on", limit);
    assert.equal(status, failures.length > 0 ? 1 : 0);
    assert.notEqual(stdout, "");
    assert.equal(stderr, failures.map((line) => `${line}\n`).join(""));
  });
}

const words = "write removed, moved or reshuffled, and of the first two also how many: moved>5%";
const mistakes: [args: string[], line: string | RegExp][] = [
  [[], "OLD and NEW are missing: name two files of rules"],
  [[old], "NEW is missing: name a second file of rules"],
  [[old, wider, "third.yaml"], "third.yaml: a third file of rules; give two"],
  [["-", "-"], "-: standard input can be one of OLD, NEW and --ids; write the others to files"],
  [[old, wider, "--fail-on", "moved>5"], `--fail-on: "moved>5" is none of its words; ${words}`],
  [[old, wider, "--fail-on", "moved>101%"], `--fail-on: "moved>101%" is none of its words; ${words}`],
  [[old, wider, "--fail-on", "removed,"], `--fail-on: "" is none of its words; ${words}`],
  [[old, wider, "--fail-on", "reshuffled>1%"], `--fail-on: "reshuffled>1%" is none of its words; ${words}`],
  [[old, "nowhere.yaml"], /^nowhere\.yaml: no such file/],
  [["git:nowhere:rules.yaml", old], /^git:nowhere:rules\.yaml: /],
];
for (const [args, line] of mistakes) {
  test(`diff ${args.map((arg) => arg.replace(scratch, "")).join(" ")} is refused`, () =>
    refused(diff(...args), line));
}
