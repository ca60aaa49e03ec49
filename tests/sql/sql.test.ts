// What `hash-tagging sql` writes, on the real engines, beside the core: 0 differences.
import assert from "node:assert/strict";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { type DialectName, dialectOf, DIALECTS } from "../../lib/sql/dialects.ts";
import { definitions, type Named } from "../../lib/sql/statements.ts";
import { proof } from "../../lib/sql/proof.ts";
import { engines, ROLLOUT_SEED, VARIANT_SEED } from "../hash/hashes.ts";
import { factsOf } from "./facts.ts";
import { idsOf } from "./ids.ts";
import { type Job, type Outcome, outcomesOf } from "./job.ts";
import { HASHES, PARTS } from "./rules.ts";

const IDS = Number(process.env["IDS"] ?? 1_000_000);
const SAMPLE = 2000;
const NULL = "\\N";

/** The core's own classes: quicker than to explain each id, and beside an explanation below. */
const BUCKETS = [
  engines.plain(4294967295),
  engines.salted("it's é", 10000),
  engines.unleash("gé", ROLLOUT_SEED, 100),
  engines.unleash("g'", VARIANT_SEED, 1000),
  engines.split(-467569525),
  engines.flagd("flag", 2147483647),
  engines.growthBook1("séed"),
  engines.growthBook2("seed"),
  engines.launchDarkly("k", "s"),
  engines.goFeatureFlag("flag", 100000),
  engines.envoy(18446744073709551557n, 4294967291),
  engines.higress(),
];

const parse = (config: object) => {
  const rules = Rules.parse(JSON.stringify(config)).at(1_600_000_000);
  assert.deepEqual(rules.errors, []);
  return rules;
};
const [hashes, parts] = [parse(HASHES), parse(PARTS)];
const buckets = definitions(hashes.described(), "hashes").filter(({ returns }) => returns === "bucket");
const tags = definitions(parts.described(), "parts").filter(({ returns }) => returns === "tag");

const folder = mkdtempSync(join(tmpdir(), "hash-tagging-sql-"));
after(() => rmSync(folder, { recursive: true }));
const data = join(folder, "ids.tsv");

before(async () => {
  const file = createWriteStream(data);
  let lines: string[] = [];
  for (const id of idsOf(IDS)) {
    lines.push(rowOf(id).join("\t"));
    if (lines.length < 10_000) continue;
    if (!file.write(`${lines.join("\n")}\n`)) await once(file, "drain");
    lines = [];
  }
  file.end(lines.map((line) => `${line}\n`).join(""));
  await once(file, "close");
});

function rowOf(id: string | null): (string | number)[] {
  const isNobody = id === null || id === "";
  const given = parts.tags(id === null ? {} : { "x-user-id": id });
  return [
    id === null ? NULL : `x${Buffer.from(id).toString("hex")}`,
    ...BUCKETS.map((bucket) => (isNobody ? NULL : bucket.of(id))),
    ...tags.map(({ of }) => given[of] ?? NULL),
  ];
}

test("the buckets that the engines are held to are those that the core explains", () => {
  for (const id of idsOf(SAMPLE)) {
    if (id === null || id === "") continue;
    const seen = hashes.explain({ "x-user-id": id }).tagHeaders.map(({ rules }) => rules[0]!.bucket);
    assert.deepEqual(
      seen,
      BUCKETS.map((bucket) => bucket.of(id)),
    );
  }
});

function jobOf(dialect: DialectName): Job {
  const defined = [...buckets, ...tags];
  const statement = (it: Named) => dialectOf(dialect).functionOf(it);
  const ofFacts = factsOf(dialect);
  const inline = dialect === "postgres" ? [] : [buckets[0]!, tags[0]!];
  const proofs = [
    proof(buckets, hashes.described(), hashes, dialect),
    proof(tags, parts.described(), parts, dialect),
  ];
  const proven = proofs.map((query) =>
    query.replace(/^--.*\nSELECT\n/, "").replace(/ AS as_the_gateway;\n$/, ""),
  );
  return {
    data,
    columns: defined.map(({ name, returns }) => ({ name, type: returns })),
    setup: [...defined.map(statement), ...ofFacts.setup],
    checks: [
      ...defined.map(({ name }) => ({ name, value: `${name}(id)`, expected: name })),
      ...inline.map((it) => ({
        name: `${it.name} inline`,
        value: it.value(dialectOf(dialect), "id"),
        expected: it.name,
      })),
      { name: "control", value: "plain_bucket(id) + 1", expected: "plain_bucket" },
    ],
    facts: [...ofFacts.facts, ...proven],
  };
}

const table: string[] = [];
after(() =>
  console.log(["engine      what                    ids  differences   rows/s", ...table].join("\n")),
);

for (const dialect of DIALECTS) {
  test(`${dialect} gives what the core gives`, async () => {
    const outcomes = await outcomesOf(dialect, jobOf(dialect));
    table.push(...outcomes.map((outcome) => lineOf(dialect, outcome)));
    const differing = outcomes.filter(({ name, differences }) => name !== "control" && differences > 0);
    assert.deepEqual(differing, []);
    const nobodies = 2;
    assert.equal(
      outcomes.find(({ name }) => name === "control")!.differences,
      IDS - nobodies,
      "it sees differences",
    );
    assert.equal(outcomes.length, buckets.length + tags.length + (dialect === "postgres" ? 2 : 4));
  });
}

function lineOf(engine: string, { name, differences, rows, seconds }: Outcome): string {
  const rate = Math.round(rows / seconds).toLocaleString("en");
  const cells = [
    engine.padEnd(11),
    name.padEnd(20),
    String(rows).padStart(7),
    String(differences).padStart(12),
  ];
  return `${cells.join(" ")} ${rate.padStart(8)}`;
}
