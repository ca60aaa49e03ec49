// Who gets what, counted over all hash values: held against each value one by one, and against a million ids.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Census } from "../../lib/census/census.ts";
import { mixesSeen } from "../../lib/census/seen.ts";
import { sharesOf, sharesSeen } from "../../lib/census/shares.ts";
import { OF_20, wilson } from "../../lib/census/wilson.ts";
import { idsOfLines, inventedIds } from "../../lib/population/ids.ts";
import { SHAPES } from "../../lib/population/shapes.ts";
import { accepted, configOf, ruleOf } from "./given.ts";
import "./seed.ts";

const HASHES = 2 ** 32;
const NOW = 1_700_000_000;

interface Interval {
  from: number;
  range: number;
}

/** A rule for each modulo, with a policy for each interval. */
function rulesOf(moduli: readonly number[], intervals: readonly Interval[][], words: object[] = []): string {
  return configOf(
    ...moduli.map((modulo, i) => ({
      ...ruleOf(
        { policies: intervals[i]!.map(({ from, range }, j) => ({ from, range, tagValue: `v${j}` })) },
        { modulo, tagHeader: `t${i}` },
      ),
      ...words[i],
    })),
  );
}

const intervalsIn = (modulo: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: modulo }), { minLength: 2, maxLength: 6 })
    .map((all) => all.sort((a, b) => a - b))
    .map((all) =>
      Array.from({ length: all.length >> 1 }, (_, i) => ({ from: all[2 * i]!, range: all[2 * i + 1]! })),
    );

const moduliAndIntervals = fc
  .array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 })
  .chain((moduli) => fc.tuple(fc.constant(moduli), fc.tuple(...moduli.map(intervalsIn))));

/** How many of the 2^32 values of h have each list of policies, one for each modulo, by looking at each h of a period. */
function enumerated(moduli: readonly number[], intervals: readonly Interval[][]): Map<string, number> {
  const period = moduli.reduce((all, modulo) => (all * modulo) / gcd(all, modulo), 1);
  const counts = new Map<string, number>();
  for (let h = 0; h < period; ++h) {
    const key = moduli
      .map((modulo, i) => {
        const bucket = h % modulo;
        return 1 + intervals[i]!.findIndex(({ from, range }) => bucket >= from && bucket < range);
      })
      .join();
    const times = Math.floor(HASHES / period) + (h < HASHES % period ? 1 : 0);
    counts.set(key, (counts.get(key) ?? 0) + times);
  }
  return counts;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The shares as counts of hash values. */
function countsOf(census: Census, tagHeaders: number[]): Map<string, number> {
  const shares = sharesOf(census, tagHeaders)!;
  assert.equal(shares.basis, "exact");
  return new Map(shares.rows.map(({ numbers, share }) => [numbers.join(), share * HASHES]));
}

test("rules that share a hash are counted to the last of 2^32 values", () => {
  fc.assert(
    fc.property(moduliAndIntervals, fc.constantFrom({}, { salt: "s" }), ([moduli, intervals], words) => {
      const words3 = moduli.map(() => words);
      const census = Census.of(accepted(rulesOf(moduli, intervals, words3)), NOW);
      const all = moduli.map((_, i) => i);
      assert.deepEqual(
        [...countsOf(census, all)].sort(),
        [...enumerated(moduli, intervals)].sort(),
        String(moduli),
      );
    }),
    { numRuns: 200 },
  );
});

test("so are moduli whose common multiple is beyond 2^32", () => {
  const moduli = [9973, 4_000_037];
  const tenth = moduli.map((modulo) => [{ from: 0, range: Math.floor(modulo / 10) }]);
  const counts = countsOf(Census.of(accepted(rulesOf(moduli, tenth)), NOW), [0, 1]);
  // Another way: for each h whose second bucket has the tag, the first buckets of a run of such h.
  let both = 0;
  const below = (h: number) =>
    Math.floor(h / moduli[0]!) * tenth[0]![0]!.range + Math.min(h % moduli[0]!, tenth[0]![0]!.range);
  for (let start = 0; start < HASHES; start += moduli[1]!) {
    both += below(Math.min(HASHES, start + tenth[1]![0]!.range)) - below(start);
  }
  assert.equal(counts.get("1,1"), both);
  assert.equal(
    [...counts.values()].reduce((sum, count) => sum + count),
    HASHES,
  );
});

describe("a million ids", () => {
  const USERS = 1_000_000;
  const invented = inventedIds(SHAPES.uuid, USERS, 1, 7);
  const half = (modulo: number) => [{ from: 0, range: modulo / 2 }];
  const rows: [what: string, moduli: number[], words: object[]][] = [
    ["one hash, moduli that share a factor", [100, 1000], [{}, {}]],
    ["moduli that share none", [100, 9999], [{}, {}]],
    ["the plain hash and a salt", [100, 100], [{}, { salt: "x" }]],
    ["one salt, two moduli", [100, 250], [{ salt: "x" }, { salt: "x" }]],
    [
      "flagd, two sums of weights",
      [100, 1000],
      [{ hash: { flagd: { flagKey: "f" } } }, { hash: { flagd: { flagKey: "f" } } }],
    ],
    ["Envoy, two moduli", [100, 1000], [{ hash: { envoy: { seed: 5 } } }, { hash: { envoy: { seed: 5 } } }]],
    [
      "LaunchDarkly and Higress",
      [100_000, 100],
      [{ hash: { launchdarkly: { seed: 3 } } }, { hash: { higress: {} } }],
    ],
    [
      "Unleash and Split",
      [100, 100],
      [{ hash: { unleash: { groupId: "g" } } }, { hash: { split: { seed: 9 } } }],
    ],
  ];
  for (const [what, moduli, words] of rows) {
    test(`get the shares that are counted: ${what}`, () => {
      const intervals = moduli.map((modulo) =>
        modulo % 2 === 0 ? half(modulo) : [{ from: 5, range: 3000 }],
      );
      const census = Census.of(accepted(rulesOf(moduli, intervals, words)), NOW);
      const seen = sharesSeen(mixesSeen(census, invented, true), [0, 1], "users");
      for (const { numbers, share } of sharesOf(census, [0, 1])!.rows) {
        const count = (seen.rows.find((row) => row.numbers.join() === numbers.join())?.share ?? 0) * USERS;
        const [low, high] = wilson(count, USERS, 5);
        assert.ok(share >= low && share <= high, `${String(numbers)}: ${share} in ${low} to ${high}`);
      }
    });
  }
});

test("hashes that go together are not multiplied", () => {
  const words = [
    {},
    { hash: { goFeatureFlag: { flag: "f" } } },
    { hash: { growthbook: { seed: "s", version: 1 } } },
  ];
  const tenth = [{ from: 0, range: 1 }];
  const census = Census.of(accepted(rulesOf([100, 100_000, 1000], [tenth, tenth, tenth], words)), NOW);
  for (const pair of [
    [0, 1],
    [0, 2],
    [1, 2],
  ])
    assert.equal(sharesOf(census, pair), null);
  assert.equal(sharesOf(census, [1])!.basis, "exact");
});

test("ids get what a request with that key gets, pins, placeholders and empty ids too", () => {
  const rules = accepted(
    configOf({
      key: [{ header: "x-user-id" }],
      placeholders: ["anonymous"],
      modulo: 10,
      tagHeader: "t",
      pins: [
        { ids: ["user-7", "é"], tagValue: "pinned" },
        { ids: ["user-8"], tagValue: null },
      ],
      policies: [{ range: 5, tagValue: "v" }],
      defaultTagValue: "rest",
      anonymousTagValue: "nobody",
    }),
  );
  const ids = [...Array.from({ length: 500 }, (_, i) => `user-${i}`), "é", "anonymous", "\ud83d\ude00"];
  const census = Census.of(rules, NOW);
  const { tagValues } = census.tagHeaders[0]!;
  const all = idsOfLines(new TextEncoder().encode(ids.join("\r\n\n")));
  const tags = ids.map((id) => rules.tags({ "x-user-id": id })["t"] ?? null);
  ids.forEach((id, i) => {
    const one = { bytes: all.bytes, ends: all.ends.slice(i, i + 1) };
    if (i > 0) one.bytes = all.bytes.subarray(all.ends[i - 1]);
    if (i > 0) one.ends[0]! -= all.ends[i - 1]!;
    const [mix] = mixesSeen(census, one, true);
    assert.deepEqual([tagValues[mix!.numbers[0]!], mix!.users], [tags[i], 1], id);
  });
  for (const { numbers, users } of mixesSeen(census, all, true)) {
    assert.equal(users, tags.filter((tag) => tag === tagValues[numbers[0]!]).length);
  }
  assert.equal(tagValues[census.withoutKey()[0]!], "nobody");
  // A count after that: the last id must not linger.
  assert.equal(sharesOf(census, [0])!.rows.length, 2);
});

test("a schedule counts as it is at the time", () => {
  const schedule = [
    { at: "2026-01-01T00:00:00Z", range: 10 },
    { at: "2026-01-02T00:00:00Z", range: 60 },
  ];
  const rules = accepted(configOf(ruleOf({ policies: [{ schedule, tagValue: "v" }] }, { modulo: 100 })));
  const shareAt = (time: string) => {
    const { rows } = sharesOf(Census.of(rules, Date.parse(time) / 1000), [0])!;
    return rows.find(({ numbers }) => numbers[0] === 1)?.share ?? 0;
  };
  assert.equal(shareAt("2025-12-31T23:59:59Z"), 0);
  assert.equal(shareAt("2026-01-01T00:00:00Z").toFixed(6), "0.100000");
  assert.equal(shareAt("2026-01-03T00:00:00Z").toFixed(6), "0.600000");
});

test("the interval is Wilson's", () => {
  // Of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  const published: [number, number, string, string][] = [
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ];
  for (const [count, users, low, high] of published) {
    assert.deepEqual(
      wilson(count, users, OF_20).map((bound) => bound.toFixed(4)),
      [low, high],
    );
  }
});

test("shapes are what they say, and the same for the same seed", () => {
  const textOf = (shape: keyof typeof SHAPES, seed: number) => {
    const { bytes, ends } = inventedIds(SHAPES[shape], 1000, 1, seed);
    return Array.from(ends, (end, i) =>
      new TextDecoder().decode(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)),
    );
  };
  assert.deepEqual(textOf("sequential", 1).slice(0, 3), ["1", "2", "3"]);
  for (const shape of ["uuid", "email", "ean"] as const) {
    assert.deepEqual(textOf(shape, 5), textOf(shape, 5));
    assert.notDeepEqual(textOf(shape, 5), textOf(shape, 6));
    assert.equal(new Set(textOf(shape, 5)).size, 1000);
  }
  for (const id of textOf("uuid", 1)) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  for (const id of textOf("email", 1)) assert.match(id, /^[a-z]+\.[a-z]+\d+@[a-z]+\.[a-z]+$/);
  for (const id of textOf("ean", 1)) {
    assert.match(id, /^\d{13}$/);
    const sum = [...id].reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
    assert.equal(sum % 10, 0, id);
  }
});
