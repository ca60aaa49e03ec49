// The examples in docs/rules.md do what the page says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { load } from "js-yaml";
import { bucket, type Rules } from "../../lib/core.ts";
import { accepted } from "./given.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/rules.md"), "utf8");

/** The first example under a heading. */
function exampleUnder(heading: string): Rules {
  const section = PAGE.split(`\n## ${heading}\n`)[1]!.split("\n## ")[0]!;
  const [, example] = /^```yaml\n([^]*?)^```$/m.exec(section)!;
  return accepted(JSON.stringify(load(example!)));
}

/** The tag of each of 100 buckets of the plain hash. */
function tagsByBucket(rules: Rules): (string | undefined)[] {
  const [tagHeader] = rules.tagHeaders;
  const tags = new Map<number, string | undefined>();
  for (let i = 0; tags.size < 100; ++i)
    tags.set(bucket(`user-${i}`, 100), rules.tags({ "x-user-id": `user-${i}` })[tagHeader!]);
  return Array.from({ length: 100 }, (_, at) => tags.get(at));
}

const share = (tag: string | undefined, size: number) => new Array<string | undefined>(size).fill(tag);

describe("docs/rules.md", () => {
  test("several variants", () => {
    assert.deepEqual(tagsByBucket(exampleUnder("Several variants")), [
      ...share("blue", 5),
      ...share(undefined, 45),
      ...share("green", 5),
      ...share(undefined, 45),
    ]);
  });

  test("ranges that move with time", () => {
    const rules = exampleUnder("Ranges that move with time");
    const users = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
    const percentAt = (time: string): number => {
      rules.at(Date.parse(time) / 1000);
      const tagged = users.filter((user) => "appver-checkout" in rules.tags({ "x-user-id": user }));
      return Math.round(tagged.length / 100);
    };
    const times = [
      "2026-12-01T08:59:59Z",
      "2026-12-01T09:00:00Z",
      "2026-12-02T09:00:00Z",
      "2026-12-03T09:00:00Z",
    ];
    assert.deepEqual(times.map(percentAt), [0, 1, 10, 55]);
    assert.equal(percentAt("2027-01-01T00:00:00Z"), 100);
  });

  test("exclusive experiments", () => {
    const rules = exampleUnder("Exclusive experiments");
    const tags = new Set<string>();
    for (let i = 0; i < 10_000; ++i) {
      const found = Object.entries(rules.tags({ "x-user-id": `user-${i}` }));
      assert.ok(found.length <= 1);
      tags.add(found.flat().join(": "));
    }
    assert.deepEqual(tags, new Set(["", "exp-banner: red", "exp-search: fuzzy"]));
  });

  test("weights", () => {
    assert.deepEqual(tagsByBucket(exampleUnder("Weights")), [
      ...share("s3", 10),
      ...share("s2", 35),
      ...share(undefined, 55),
    ]);
  });
});
