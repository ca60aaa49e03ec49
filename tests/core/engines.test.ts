// What engines publish of their buckets, through a whole configuration: tests/hash asks the hashes alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { load } from "js-yaml";
import { hashVectors, type Row } from "../hash/vectors.ts";
import { accepted, configOf, rule } from "./given.ts";

/** What a rule has in the place of the plain hash. */
function wordsOf({ hash, modulo }: Row): object {
  return { ...("salt" in hash ? hash : { hash }), modulo };
}

/** The tag of an id, in a rule of one policy. */
function tagAt(row: Row, range: number): string | undefined {
  const policies = [{ range, tagValue: "v" }];
  return accepted(configOf({ ...rule({ policies }), ...wordsOf(row) })).tags({ "x-user-id": row.id })["tag"];
}

for (const { name, rows } of hashVectors()) {
  describe(name, () => {
    for (const row of rows) {
      test(`${JSON.stringify(row.hash)} ${JSON.stringify(row.id)}: ${row.source}`, () => {
        const { within: [from, to] = [row.bucket!, row.bucket! + 1] } = row;
        const tags = [tagAt(row, from), tagAt(row, to)];
        // An engine gives the empty id a bucket; in a rule it is nobody's.
        assert.deepEqual(tags, row.id === "" ? [undefined, undefined] : [undefined, "v"]);
      });
    }
  });
}

test("the example in docs/rules.md tags as Unleash does", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/rules.md"), "utf8");
  const [, example] = /^```yaml\n([^`]*hash: [^`]*)```$/m.exec(page)!;
  const gateway = accepted(JSON.stringify(load(example!)));
  const { rows } = hashVectors().find(({ name }) => name === "unleash")!;
  const { hash } = (load(example!) as { rules: [Pick<Row, "hash">] }).rules[0];
  const users = rows.filter(
    (row) => row.bucket !== undefined && JSON.stringify(row.hash) === JSON.stringify(hash),
  );
  for (const { id, bucket } of users)
    assert.deepEqual(gateway.tags({ "x-user-id": id }), bucket! < 25 ? { "appver-checkout": "v2" } : {}, id);
  assert.ok(users.some(({ bucket }) => bucket! < 25) && users.some(({ bucket }) => bucket! >= 25));
});
