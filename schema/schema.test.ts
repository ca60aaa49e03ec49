// The published schemas agree with the core on every vector: what it takes they take, and what it refuses they refuse, but
// for errors of a few kinds, which are listed with what keeps a schema from saying them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { type Findings, propagationFindings, Rules } from "../../lib/core.ts";
import { configText, type Configured, propagationVectors, responseVectors, vectors } from "../vectors.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const schemaOf = (name: string) =>
  JSON.parse(readFileSync(join(root, "schema", `${name}.json`), "utf8")) as object;
const compile = (schema: object) =>
  new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);

const BEYOND = {
  rules: {
    "bad-expression": "whether a text is a regular expression of RE2",
    "bad-time": "how many days a month has",
    "given-twice": "a name that differs in letter case alone, or a field that JSON has twice",
    "list-length": "how many conditions the whole file has",
    "name-taken": "what another rule is called",
    "never-matches": "a number against another: a range and the modulo, or the range before it",
    "not-in-order": "a time against the one before it",
    "not-whole": "a fraction that a reader of JSON rounds away",
    "out-of-range": "a sum of weights against the modulo",
    "owned-header": "a name against the tagHeader of a rule",
    "range-shrinks": "a range against the one before it",
    "share-taken": "buckets against those of another policy",
    "unlike-layer": "a rule against another",
  },
  propagation: {
    "bad-header": "what a beginning takes in",
    "given-twice": "a name that differs in letter case alone",
    "out-of-range": "maxBytes against maxEntries",
  },
};

const named = (name: keyof typeof BEYOND) => {
  const validate = compile(schemaOf(name));
  const reads = (json: string): Findings =>
    name === "rules" ? Rules.parse(json) : propagationFindings(json);
  return { validate, reads, beyond: Object.keys(BEYOND[name]) };
};

/** The value that a text of JSON stands for; undefined where it stands for none. */
function valueOf(json: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}

for (const [name, rows] of [
  [
    "rules",
    [
      ...vectors.requests,
      ...vectors.warnings,
      ...vectors.errors,
      ...responseVectors.answers,
      ...responseVectors.errors,
    ],
  ],
  [
    "propagation",
    [...propagationVectors.inbound, ...propagationVectors.outbound, ...propagationVectors.errors],
  ],
] as const) {
  describe(`the schema of ${name}`, () => {
    const { validate, reads, beyond } = named(name);

    test("is one by the standard's own meta-schema", () => {
      const meta = new Ajv2020().getSchema(
        "https://json-schema.org/draft/2020-12/schema",
      ) as ValidateFunction;
      assert.ok(meta(schemaOf(name)), JSON.stringify(meta.errors));
    });

    test("takes what the core takes, and refuses what it refuses", () => {
      const unsaid = new Set<string>();
      const wrong: string[] = [];
      for (const row of rows as readonly Configured[]) {
        const json = configText(row);
        const ids = [...new Set(reads(json).errors.map(({ id }) => id))];
        const parsed = valueOf(json);
        if (parsed === undefined || ids.includes("too-large") || ids.includes("too-complex")) continue;
        const isTaken = validate(parsed.value);
        const isBeyond = ids.every((id) => beyond.includes(id));
        if (isTaken && ids.length > 0) ids.forEach((id) => unsaid.add(id));
        if (isTaken !== (ids.length === 0) && !(isTaken && isBeyond)) {
          wrong.push(`${row.name}: ${ids.join(" ") || JSON.stringify(validate.errors)}`);
        }
      }
      assert.deepEqual(wrong, []);
      assert.deepEqual([...unsaid].sort(), beyond);
    });
  });
}
