// The published schemas agree with the core on every vector: what it takes they take, and what it refuses they refuse, but
// for the rows of tests/golden/schema-beyond.txt, each of an error that a schema cannot say.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { CORE_SCHEMA, load } from "js-yaml";
import { format, resolveConfig } from "prettier";
import { type Findings, propagationFindings, Rules } from "../../lib/core.ts";
import { releaseFindings } from "../../lib/release/read.ts";
import { cli, written } from "../command-line.ts";
import { RELEASES } from "../releases/files.ts";
import { MISTAKES } from "../releases/mistakes.ts";
import { configText, type Configured, propagationVectors, responseVectors, vectors } from "../vectors.ts";
import { golden, refused, root } from "./command.ts";

/** What keeps a schema from saying an error of each id. */
const BEYOND: Record<string, string> = {
  "bad-expression": "whether a text is a regular expression of RE2",
  "bad-header": "what the beginning of names takes in",
  "bad-name": "a name that another has",
  "bad-share": "a share against the modulo, and against the versions that an app has",
  crowded: "shares against those of other steps",
  "given-twice": "names that differ in letter case alone, and a field that JSON has twice",
  "missing-field": "which apps a lane must name",
  "name-taken": "what another rule is called",
  "never-matches": "a range against the modulo, or against the range before it",
  "no-such-choice": "which versions and lanes there are",
  "not-in-order": "a time against the one before it",
  "out-of-range": "a sum of weights against the modulo, and a decimal text above 2^64",
  "owned-header": "a name against the tagHeader of a rule",
  "range-shrinks": "a range against the one before it",
  "share-taken": "buckets against those of another policy",
  shrinks: "a share against that of the step before",
  "tags-differ": "an app against another",
  "unknown-field": "which apps there are",
  "unlike-layer": "a rule against another",
  "versions-same": "a version against another",
};

const SCHEMAS: Record<string, { rows: readonly Configured[]; findings: (json: string) => Findings }> = {
  rules: {
    rows: [
      ...[...vectors.requests, ...vectors.warnings, ...vectors.errors],
      ...[...responseVectors.answers, ...responseVectors.errors],
    ],
    findings: (json) => Rules.parse(json),
  },
  propagation: {
    rows: [...[...propagationVectors.inbound, ...propagationVectors.outbound], ...propagationVectors.errors],
    findings: propagationFindings,
  },
  release: {
    rows: [...Object.entries(RELEASES), ...MISTAKES].map(([name, source]) => {
      return { name, config: load(source, { schema: CORE_SCHEMA }) };
    }),
    findings: releaseFindings,
  },
};

const schemas = Object.fromEntries(
  await Promise.all(
    Object.keys(SCHEMAS).map(
      async (name) => [name, JSON.parse(await written(["schema", name])) as object] as const,
    ),
  ),
);
const compiled = (name: string) =>
  new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false }).compile(
    schemas[name]!,
  );

/** The value that a text of JSON stands for; undefined where it stands for none, or for more than is read. */
function valueOf(json: string, ids: readonly string[]): { value: unknown } | undefined {
  if (ids.some((id) => ["not-json", "too-large", "too-complex"].includes(id))) return undefined;
  return { value: JSON.parse(json) as unknown };
}

/** The errors of the rows that the schema takes and the core refuses. */
const beyond: string[] = [];

for (const [name, { rows, findings }] of Object.entries(SCHEMAS)) {
  describe(`the schema of ${name}`, () => {
    test("is one by the standard's own meta-schema", () => {
      const meta = new Ajv2020().getSchema(
        "https://json-schema.org/draft/2020-12/schema",
      ) as ValidateFunction;
      assert.ok(meta(schemas[name]), JSON.stringify(meta.errors));
    });

    test("takes what the core takes, and refuses what it refuses", () => {
      const validate = compiled(name);
      const wrong: string[] = [];
      let refusals = 0;
      for (const row of rows) {
        const json = configText(row);
        const ids = [...new Set(findings(json).errors.map(({ id }) => id))];
        const parsed = valueOf(json, ids);
        if (parsed === undefined) continue;
        const isTaken = validate(parsed.value);
        if (!isTaken && ids.length > 0) ++refusals;
        else if (isTaken && ids.length > 0) beyond.push(`${name}: ${ids.join(" ")}: ${row.name}`);
        else if (!isTaken) wrong.push(`${row.name}: ${JSON.stringify(validate.errors)}`);
      }
      assert.deepEqual(wrong, []);
      assert.ok(refusals > 10, `${refusals} refused`);
    });
  });
}

test("the schemas take what the core refuses only where they cannot say it", () => {
  const file = join(golden, "schema-beyond.txt");
  const text = beyond.map((line) => `${line}\n`).join("");
  if (process.env["GOLDEN"]) writeFileSync(file, text);
  assert.equal(text, readFileSync(file, "utf8"));
  const ids = beyond.flatMap((line) => line.split(": ")[1]!.split(" "));
  assert.deepEqual([...new Set(ids)].sort(), Object.keys(BEYOND));
});

test("what a release has of rules is said as it is of rules", async () => {
  const file = join(root, "schema/release.json");
  const defsOf = (schema: object) => (schema as { $defs: Record<string, object> }).$defs;
  const [own, ofRules] = [defsOf(schemas["release"]!), defsOf(schemas["rules"]!)];
  const shared = Object.keys(own).filter((name) => name in ofRules);
  assert.ok(shared.length >= 9);
  const $defs = { ...own, ...Object.fromEntries(shared.map((name) => [name, ofRules[name]!])) };
  if (process.env["GOLDEN"]) {
    const text = JSON.stringify({ ...schemas["release"], $defs }, null, 2);
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "json" }));
  }
  assert.deepEqual(own, $defs);
});

test("every field of the schemas says what it is, for who points at it", () => {
  const silent: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (/(?:allOf|if|then|not|oneOf|anyOf|dependentSchemas)$/.test(key)) continue; // they only refuse
      const at = `${path}/${key}`;
      const isField = path.endsWith("/properties");
      if (isField && !["description", "$ref"].some((word) => word in (below as object))) silent.push(at);
      visit(below, at);
    }
  };
  for (const [name, schema] of Object.entries(schemas)) visit(schema, name);
  assert.deepEqual(silent, []);
});

test("the examples name their schema, and are taken by it", () => {
  const folder = join(root, "examples");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)(?:rules|propagation|release)\.yaml$|^releases\//.test(file))
    .map((file) => join(folder, file))
    .filter((file) => !/^apiVersion:/m.test(readFileSync(file, "utf8")));
  assert.ok(files.length > 6);
  for (const file of files) {
    const [, name = "release"] = /(rules|propagation)\.yaml$/.exec(file) ?? [];
    const text = readFileSync(file, "utf8");
    const [first] = text.split("\n");
    const to = relative(join(file, ".."), join(root, "schema", `${name}.json`));
    assert.equal(first, `# yaml-language-server: $schema=${to}`, file);
    const validate = compiled(name);
    assert.ok(validate(load(text)), `${file}: ${JSON.stringify(validate.errors)}`);
  }
});

test("schema: without a name it is that of rules; another is a mistake", async () => {
  assert.equal(await written(["schema"]), await written(["schema", "rules"]));
  await refused(
    cli(["schema", "rule"]),
    'schema: "rule" is none of rules, propagation, release; did you mean rules?',
  );
  await refused(cli(["schema", "rules", "propagation"]), "propagation: a second schema; name one");
});
