import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { example, refused, RULES, scratch } from "./command.ts";

const simulate = (...args: string[]) => cli(["simulate", example, ...args], "");
const ids = join(scratch, "ids.txt");
writeFileSync(ids, "0005\r\n\n 0001\t\n0005");
const binary = join(scratch, "binary.txt");
writeFileSync(binary, "0005\n\x1f\n\0\n");

test("simulate: the tags, their mixes and how they lie to each other", async () => {
  const { status, stdout, stderr } = await simulate();
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  assert.match(stdout, /^100000 users: uuid, seed 1\n/);
  assert.match(stdout, /^appver-a: v2 +10\.00 % +\d+\.\d\d % +\d+\.\d\d % to \d+\.\d\d %$/m);
  assert.match(stdout, /^appver-a: v2, appver-c: v3 +10\.00 % +5\.00 % +nested: /m);
});

test("simulate: ids of a file, as JSON", async () => {
  const { status, stdout } = await simulate("--ids", ids, "--output", "json");
  assert.equal(status, 0);
  const { users, tags, mixes } = JSON.parse(stdout) as {
    users: number;
    tags: { tagHeader: string; tagValue: string | null; users: number; expected: number; basis: string }[];
    mixes: { tags: object; users: number }[];
  };
  assert.equal(users, 3);
  const [first] = tags;
  assert.deepEqual(
    [first!.tagHeader, first!.tagValue, first!.users, first!.basis],
    ["appver-a", "v2", 2, "exact"],
  );
  assert.equal(first!.expected * 2 ** 32, 429_496_730);
  assert.deepEqual(mixes[0], {
    ...mixes[0],
    tags: { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" },
    users: 2,
  });
});

test("simulate: ids from standard input, rules from it too, but not both", async () => {
  const piped = await cli(["simulate", example, "--ids", "-"], "a\nb\n");
  assert.match(piped.stdout, /^2 users: <stdin>\n/);
  const rules = await cli(["simulate", "-", "--users", "10"], RULES);
  assert.match(rules.stdout, /^10 users: /);
  await refused(
    cli(["simulate", "-", "--ids", "-"], RULES),
    "--ids: standard input has the rules; write the ids to a file",
  );
});

test("simulate: ids that do not spread are said to be far from what is expected", async () => {
  const rule = "header: x-user-id, modulo: 2, tagHeader: t, policies: [{ range: 1, tagValue: v }]";
  const { stdout } = await cli(["simulate", "-", "--shape", "ean"], `rules: [{ ${rule} }]`);
  assert.match(stdout, /^t: v .* far from expected$/m);
  const spread = await cli(["simulate", "-", "--shape", "ean"], `rules: [{ ${rule}, salt: x }]`);
  assert.doesNotMatch(spread.stdout, /far/);
});

test("simulate: what is not counted is said", async () => {
  const rules = RULES.replace("header:", "match: [{ uri: { prefix: /a } }]\n    header:");
  const { status, stderr } = await cli(["simulate", "-"], rules);
  assert.equal(status, 0);
  assert.equal(stderr, "rules[0].match: counted as if it held\n");
});

const CONDITIONAL = RULES.replace("header:", "match: [{ uri: { prefix: /shop } }]\n    header:");
const expectedOf = async (rules: string, ...args: string[]) => {
  const { status, stdout, stderr } = await cli(["simulate", "-", "--users", "10", ...args], rules);
  assert.equal(status, 0, stderr);
  return { stderr, expected: /^appver-a: v2 +([\d.]+ %)/m.exec(stdout)?.[1] ?? null };
};

test("simulate: for a request, conditions hold or not as they do for it", async () => {
  assert.deepEqual(await expectedOf(CONDITIONAL, "--url", "/shop/1"), { stderr: "", expected: "10.00 %" });
  assert.deepEqual(await expectedOf(CONDITIONAL, "--url", "/other"), { stderr: "", expected: null });
  const overrides =
    "overrides: [{ match: [{ headers: { x-canary: { exact: y } }, cookies: { a: { exact: b } } }], tagValue: v2 }]";
  const overridden = RULES.replace("header:", `${overrides}\n    header:`);
  const header = ["--header", "x-canary: y"];
  assert.equal((await expectedOf(overridden, ...header, "--cookie", "a=b")).expected, "100.00 %");
  assert.equal((await expectedOf(overridden, ...header)).expected, "10.00 %");
  const claimed = RULES.replace(
    "header: x-user-id",
    "key: [{ claim: sub }]\n    unless: [{ method: { exact: PUT } }]",
  );
  assert.equal((await expectedOf(claimed, "--claim", "sub=5")).expected, "10.00 %");
  assert.equal((await expectedOf(claimed, "--method", "PUT")).expected, null);
});

test("simulate: for a request, what asks for the id is said, and a header that no rule reads", async () => {
  const asking = RULES.replace("header:", "match: [{ headers: { x-user-id: { prefix: a } } }]\n    header:");
  const { stderr, expected } = await expectedOf(asking, "--header", "x-user-id: abc");
  assert.equal(stderr, "rules[0].match: counted as it is for the request, whatever the id\n");
  assert.equal(expected, "10.00 %");
  const misspelt = await expectedOf(RULES, "--header", "x-user: abc");
  assert.match(misspelt.stderr, /^no rule reads the header x-user\b/);
});

test("simulate: a schedule counts as it is at the time of --at", async () => {
  const schedule = '[{ at: "2026-01-01T00:00:00Z", range: 10 }, { at: "2026-01-02T00:00:00Z", range: 60 }]';
  const rules = RULES.replace("range: 10", `schedule: ${schedule}`);
  assert.equal((await expectedOf(rules, "--at", "2026-01-01T00:00:00Z")).expected, "10.00 %");
  assert.equal((await expectedOf(rules, "--at", "2026-01-03T00:00:00Z")).expected, "60.00 %");
  const sql = await cli(["simulate", "-", "--sql", "duckdb", "--at", "2026-01-01T00:00:00Z"], rules);
  assert.match(sql.stdout, /< 10 THEN 'v2'/);
});

test("simulate: plots, and never over a file that is there", async () => {
  const [svg, html] = [join(scratch, "shares.svg"), join(scratch, "shares.html")];
  const hostile = RULES.replace("v2", "'</script><b>&'");
  const { status, stderr } = await cli(["simulate", "-", "--svg", svg, "--html", html], hostile);
  assert.equal(status, 0, stderr);
  assert.match(readFileSync(svg, "utf8"), /^<svg [^]*appver-a: &lt;\/script&gt;[^]*<\/svg>\n$/);
  const page = readFileSync(html, "utf8");
  assert.match(page, /^<!doctype html>[^]*setOption\(\{[^]*<\/html>\n$/);
  assert.doesNotMatch(page.slice(page.lastIndexOf("<script>echarts")), /<b>/);
  assert.doesNotMatch(page, /<b>&/);
  await refused(
    simulate("--svg", svg),
    `${svg}: is there already; give --force to replace it, or write to another file`,
  );
  assert.equal((await simulate("--svg", svg, "--force")).status, 0);
});

const mistakes: [args: string[], line: string | RegExp][] = [
  [["--users", "0"], '--users: "0" is no whole number from 1 to 10000000'],
  [["--users", "1e5"], '--users: "1e5" is no whole number from 1 to 10000000'],
  [["--users", "10000001"], '--users: "10000001" is no whole number from 1 to 10000000'],
  [["--seed=-1"], '--seed: "-1" is no whole number from 0 to 4294967295'],
  [["--shape", "guid"], '--shape: "guid" is none of uuid, sequential, email, ean; did you mean uuid?'],
  [["--ids", ids, "--users", "5"], "--users: the users are those of --ids; leave it out"],
  [["--ids", "nowhere"], /^nowhere: no such file/],
  [["--ids", "/dev/null"], "/dev/null: no ids; write one a line"],
  [["--ids", binary], `${binary}:3: a control character, which is in no id; write one id a line`],
  [["--at", "noon"], '--at: "noon" is no time; write it as 2026-12-01T09:00:00Z'],
  [["--header", "x-a"], /^--header: "x-a" has no :; write 'NAME: VALUE'$/],
  [["more.yaml"], "more.yaml: a second file of rules; give one"],
];
for (const [args, line] of mistakes) {
  test(`simulate ${args.join(" ")} is refused`, () => refused(simulate(...args), line));
}

test("simulate: without rules", () =>
  refused(cli(["simulate"], ""), "RULES is missing: name a file, or - for standard input"));
