// Who moves between two configurations: held against each hash value of a period, and against a million ids one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wilson } from "../../lib/census/wilson.ts";
import { diff } from "../../lib/diff/diff.ts";
import type { HeaderDifference } from "../../lib/diff/header.ts";
import { inventedIds } from "../../lib/population/ids.ts";
import { SHAPES } from "../../lib/population/shapes.ts";
import { bucket } from "../../lib/core.ts";
import { accepted, configOf, ruleOf } from "./given.ts";
import "./seed.ts";

const HASHES = 2 ** 32;
const NOW = 1_700_000_000;

const tenOf = (modulo: number, range: number, words: object = {}) => ({
  ...ruleOf({ policies: [{ range, tagValue: "v2" }] }, { modulo }),
  ...words,
});
const between = (before: object[], after: object[]) =>
  diff(accepted(configOf(...before)), accepted(configOf(...after)), null, NOW);
const only = (before: object[], after: object[]): HeaderDifference => {
  const [first, second] = between(before, after).tagHeaders;
  assert.equal(second, undefined);
  return first!;
};

const rounded = (share: number) => Number(share.toFixed(4));

test("a range that grows takes nobody out", () => {
  const { moves, removed, needless, basis } = only([tenOf(100, 10)], [tenOf(100, 50)]);
  assert.deepEqual(
    moves.map(({ from, to, share }) => [from, to, share * HASHES]),
    [[null, "v2", 1_717_986_920]],
  );
  assert.deepEqual([removed, needless, basis], [0, 0, "exact"]);
});

test("one that shrinks takes them out", () => {
  const { moved, removed, needless } = only([tenOf(100, 50)], [tenOf(100, 10)]);
  assert.deepEqual([rounded(moved), rounded(removed), needless], [0.4, 0.4, 0]);
});

const reshuffles: [what: string, before: object, after: object, causes: string[], moved: number][] = [
  ["a salt", {}, { salt: "x" }, ["hash"], 0.18],
  ["another salt", { salt: "x" }, { salt: "y" }, ["hash"], 0.18],
  ["a layer", { salt: "x" }, { layer: "y" }, ["hash"], 0.18],
  ["a salt that is a layer's name", { salt: "x" }, { layer: "x" }, [], 0],
  ["an engine's hash", {}, { hash: { unleash: { groupId: "g", variants: true } } }, ["hash"], 0.18],
  ["another key", {}, { header: "x-account" }, ["key"], 0.18],
  ["a finer modulo", {}, { modulo: 1000, policies: [{ range: 100, tagValue: "v2" }] }, ["modulo"], 0.18],
  [
    "a finer modulo, of a scaled hash",
    { hash: { flagd: { flagKey: "f" } } },
    { hash: { flagd: { flagKey: "f" } }, modulo: 1000, policies: [{ range: 100, tagValue: "v2" }] },
    [],
    0,
  ],
  ["a name", {}, { name: "n" }, [], 0],
];
for (const [what, before, after, causes, moved] of reshuffles) {
  test(`${what} ${causes.length > 0 ? "reshuffles" : "moves nobody"}`, () => {
    const difference = only([tenOf(100, 10, before)], [tenOf(100, 10, after)]);
    assert.deepEqual(difference.reshuffledBy, causes);
    assert.equal(rounded(difference.moved), moved);
    assert.equal(rounded(difference.needless), moved);
  });
}

test("all on the new version, by a default, takes nobody out; a rule that goes takes all out", () => {
  const done = { ...tenOf(100, 0), policies: [{ range: 0, tagValue: "v2" }], defaultTagValue: "v2" };
  assert.equal(only([tenOf(100, 10)], [done]).removed, 0);
  assert.equal(rounded(only([tenOf(100, 10, { defaultTagValue: "v1" })], [done]).moved), 0.9);
  const gone = only([tenOf(100, 10)], []);
  assert.deepEqual([gone.isIn, rounded(gone.removed), gone.reshuffledBy], ["before", 0.1, []]);
  assert.equal(only([], [tenOf(100, 10)]).isIn, "after");
});

test("a default that comes back takes out who had the tag", () => {
  const before = tenOf(100, 50, { defaultTagValue: "v1" });
  const { moves } = only([before], [tenOf(100, 10, { defaultTagValue: "v1" })]);
  assert.deepEqual(
    moves.map(({ from, to, isRemoved }) => [from, to, isRemoved]),
    [["v2", "v1", true]],
  );
});

test("users of several tag headers are counted once", () => {
  const rules = (range: number) => ["a", "b"].map((tagHeader) => ({ ...tenOf(100, range), tagHeader }));
  const { moved, basis, tagHeaders } = between(rules(10), rules(20));
  assert.equal(rounded(moved), 0.1);
  assert.equal(basis, "exact");
  assert.equal(tagHeaders.length, 2);
});

test("hashes that go together are tried, and that is said", () => {
  const { basis, moved } = only(
    [tenOf(1000, 100)],
    [tenOf(1000, 100, { hash: { growthbook: { seed: "s", version: 1 } } })],
  );
  assert.equal(basis, "sample");
  assert.ok(moved > 0.1 && moved < 0.2, String(moved));
});

test("requests without a key, and what is not counted, are told", () => {
  const before = tenOf(100, 10, { anonymousTagValue: "v1" });
  const after = tenOf(100, 10, { match: [{ uri: { prefix: "/a" } }] });
  const { withoutKey, uncounted, tagHeaders } = between([before], [after]);
  assert.deepEqual(withoutKey, [{ tagHeader: "tag", from: "v1", to: null }]);
  assert.deepEqual(uncounted, { before: [], after: ["rules[0].match"] });
  assert.equal(tagHeaders[0]!.moved, 0);
});

test("each move is counted to the last of 2^32 values", () => {
  const rule = fc
    .integer({ min: 1, max: 50 })
    .chain((modulo) => fc.tuple(fc.constant(modulo), fc.integer({ min: 1, max: modulo })));
  fc.assert(
    fc.property(rule, rule, ([m1, r1], [m2, r2]) => {
      const { moves } = only([tenOf(m1, r1)], [tenOf(m2, r2)]);
      const period = m1 * m2;
      const wanted = { out: 0, in: 0 };
      for (let h = 0; h < period; ++h) {
        const times = Math.floor(HASHES / period) + (h < HASHES % period ? 1 : 0);
        if (h % m1 < r1 && h % m2 >= r2) wanted.out += times;
        if (h % m1 >= r1 && h % m2 < r2) wanted.in += times;
      }
      const of = (from: string | null) => (moves.find((move) => move.from === from)?.share ?? 0) * HASHES;
      assert.deepEqual({ out: of("v2"), in: of(null) }, wanted);
    }),
    { numRuns: 300 },
  );
});

test("a million ids move one by one as `diff` counts them, and as it says of all", () => {
  const USERS = 1_000_000;
  const ids = inventedIds(SHAPES.email, USERS, 1, 3);
  const [before, after] = [[tenOf(100, 10)], [tenOf(250, 60)]].map((rules) => accepted(configOf(...rules)));
  let [out, into] = [0, 0];
  for (let i = 0, start = 0; i < USERS; ++i) {
    const id = ids.bytes.subarray(start, ids.ends[i]);
    start = ids.ends[i]!;
    const [was, is] = [bucket(id, 100) < 10, bucket(id, 250) < 60];
    if (was && !is) out += 1;
    if (!was && is) into += 1;
  }
  const of = (difference: HeaderDifference, from: string | null) =>
    difference.moves.find((move) => move.from === from)!.share;
  const [seen] = diff(before!, after!, ids, NOW).tagHeaders;
  assert.equal(seen!.basis, "users");
  assert.equal(Math.round(of(seen!, "v2") * USERS), out);
  assert.equal(Math.round(of(seen!, null) * USERS), into);
  const [counted] = diff(before!, after!, null, NOW).tagHeaders;
  for (const [from, count] of [
    ["v2", out],
    [null, into],
  ] as const) {
    const [low, high] = wilson(count, USERS, 5);
    assert.ok(of(counted!, from) >= low && of(counted!, from) <= high, `${from}: ${of(counted!, from)}`);
  }
});
