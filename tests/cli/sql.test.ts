import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { example, refused, RULES, scratch } from "./command.ts";

const sql = (input: string, ...args: string[]) => cli(["sql", "-", ...args], input);
const DIALECTS = ["duckdb", "clickhouse", "spark", "postgres"];

test("there is a function for the bucket of each rule and for the value of each tag header", async () => {
  for (const dialect of DIALECTS) {
    const { status, stdout, stderr } = await cli(["sql", example, "--dialect", dialect]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const made = [...stdout.matchAll(/^CREATE OR REPLACE (?:\w+ )+?(\w+)(?:\(| AS)/gm)].map(
      ([, name]) => name,
    );
    const headers = ["appver_a", "appver_b", "appver_c"];
    assert.deepEqual(made, [
      ...headers.map((name) => `${name}_bucket`),
      ...headers.map((name) => `${name}_tag`),
    ]);
    assert.match(stdout, /appver_a_bucket\('0005'\) = 6$/m);
    assert.match(stdout, /appver_a_tag\('0005'\) = 'v2'$/m);
  }
});

test("--id writes an expression for each, over the column as it is given", async () => {
  for (const dialect of DIALECTS) {
    const { status, stdout } = await sql(RULES, "--dialect", dialect, "--id", "u.id");
    assert.equal(status, 0);
    assert.match(stdout, /u\.id[^]* AS appver_a_bucket,\n[^]*u\.id[^]* AS appver_a_tag\n$/);
    assert.equal(/CREATE/.test(stdout), dialect === "postgres");
  }
});

test("--at is when a schedule is read, now or at another time", async () => {
  const rule = { header: "x-user-id", modulo: 100, tagHeader: "t" };
  const schedule = [
    { at: "2020-01-01T00:00:00Z", range: 17 },
    { at: "2100-01-01T00:00:00Z", range: 71 },
  ];
  const rules = JSON.stringify({ rules: [{ ...rule, policies: [{ schedule, tagValue: "v2" }] }] });
  const at = (...time: string[]) => sql(rules, "--dialect", "duckdb", ...time);
  assert.match((await at()).stdout, / < 17 THEN 'v2'/);
  assert.match((await at("--at", "2100-01-01T00:00:00Z")).stdout, / < 71 THEN 'v2'/);
  await refused(at("--at", "noon"), '--at: "noon" is no time; write it as 2026-12-01T09:00:00Z');
});

test("-o writes a file, all or nothing, and replaces none without --force", async () => {
  const file = join(scratch, "rules.sql");
  const { stdout } = await sql(RULES, "--dialect", "duckdb");
  assert.equal((await sql(RULES, "--dialect", "duckdb", "-o", file)).status, 0);
  assert.equal(readFileSync(file, "utf8"), stdout);
  await refused(
    sql(RULES, "--dialect", "spark", "-o", file),
    `${file}: is there already; give --force to replace it, or write to another file`,
  );
  assert.equal((await sql(RULES, "--dialect", "spark", "-o", file, "--force")).status, 0);
  assert.notEqual(readFileSync(file, "utf8"), stdout);
});

test("whatever rules are called, each function has a name of its own, and no name or value ends a comment or a text", async () => {
  const names = ["9 lives", "é", "Ω", "a'; DROP TABLE ids; --", "x".repeat(256)];
  const rules = names.map((name, i) => ({
    ...{ name, header: "x-user-id", modulo: 100, tagHeader: `t${i}` },
    policies: [{ range: 10, tagValue: "it's \\ $$ ${x} é" }],
  }));
  for (const dialect of DIALECTS) {
    const { status, stdout } = await sql(JSON.stringify({ rules }), "--dialect", dialect);
    assert.equal(status, 0);
    const made = [...stdout.matchAll(/^CREATE OR REPLACE (?:\w+ )+?(\w+)(?:\(| AS)/gm)].map(
      ([, name]) => name!,
    );
    assert.equal(new Set(made).size, 2 * rules.length);
    for (const name of made) assert.match(name, /^[a-z][a-z0-9_]{2,62}$/);
    assert.ok(!stdout.includes("it's"));
    assert.ok(!stdout.includes("${x}"));
    assert.match(stdout, /^-- the bucket of rule a'; DROP TABLE ids; --; id: header x-user-id$/m);
  }
});

test("a rule that is off has no bucket, and its tag header nothing", async () => {
  const { stdout } = await sql(`${RULES}    enabled: false\n`, "--dialect", "duckdb");
  assert.match(stdout, /^CREATE OR REPLACE MACRO appver_a_tag\(id\) AS\n {2}CAST\(NULL AS VARCHAR\);$/m);
  assert.doesNotMatch(stdout, /_bucket/);
});

test("what SQL cannot say is refused by name, with its place", async () => {
  const rule = "header: x-user-id, modulo: 100, policies: [{range: 10, tagValue: v2}]";
  const rules = `rules:
- {${rule}, tagHeader: a, match: [{uri: {prefix: /api}}], unless: [{headers: {x-user-id: {regex: "a+"}}}]}
- {${rule}, tagHeader: b, overrides: [{match: [{cookies: {beta: {exact: "1"}}}], tagValue: v3}]}
- {${rule}, tagHeader: c}
- {${rule.replace("header: x-user-id", "key: [{all: [{header: x-tenant}, {claim: sub}]}]")}, tagHeader: c}
- {${rule}, tagHeader: d, enabled: false, match: [{uri: {prefix: /api}}]}
`;
  await refused(
    sql(rules, "--dialect", "duckdb"),
    "<stdin>: rules[0].match: asks for uri, and SQL has the id alone; leave it out of a copy",
    "<stdin>: rules[0].unless: has a regex, and engines differ in theirs; compare in another way",
    "<stdin>: rules[1].overrides[0].match: asks for cookie beta, and SQL has the id alone; leave it out of a copy",
    "<stdin>: rules[3].key: header x-tenant and claim sub, joined by U+001F, where c has header x-user-id in rules[2]; SQL has one id for a tag header",
  );
});

test("a mistake is one line that says what to write", async () => {
  await refused(cli(["sql"]), "RULES is missing: name a file, or - for standard input");
  await refused(sql(RULES), "--dialect is missing: name one of duckdb, clickhouse, spark, postgres");
  await refused(
    sql(RULES, "--dialect", "postgre"),
    /^--dialect: "postgre" is none of duckdb, clickhouse, spark, postgres; did you mean "?postgres"?\?$/,
  );
  await refused(cli(["sql", "a", "b", "--dialect", "spark"]), "b: a second rules file; give one");
  await refused(sql("rules: 5", "--dialect", "spark"), /^<stdin>:1:8: not-a-list: rules: /);
});

test("simulate --sql writes the query that counts how many ids have which tags together", async () => {
  for (const dialect of DIALECTS) {
    const { status, stdout, stderr } = await cli(["simulate", example, "--sql", dialect]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const names = "appver_a_tag, appver_b_tag, appver_c_tag";
    assert.match(stdout, new RegExp(`SELECT ${names}, count\\(\\*\\) AS ids\\nFROM \\(SELECT\\n`));
    assert.match(stdout, new RegExp(`FROM ids\\) AS tagged\\nGROUP BY ${names}\\nORDER BY ids DESC;\\n$`));
  }
});
