// What `simulate` says of two tags, for rules whose users are known to lie so.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Relation } from "../../lib/simulate/overlap.ts";
import { simulate } from "../../lib/simulate/simulate.ts";
import { accepted, configOf, ruleOf } from "./given.ts";

const NOW = 1_700_000_000;
const INVENTED = { shape: "uuid", users: 20_000, seed: 1 } as const;

const share = (tagHeader: string, modulo: number, from: number, range: number, words: object = {}) => ({
  ...ruleOf({ policies: [{ from, range, tagValue: "v" }] }, { modulo, tagHeader }),
  ...words,
});
const of = (...rules: object[]) => simulate(accepted(configOf(...rules)), INVENTED, NOW);

const rows: [what: string, one: object, other: object, relation: Relation, basis: string][] = [
  ["one range", share("a", 100, 0, 10), share("b", 100, 0, 10), "same", "exact"],
  ["a digit that both look at", share("a", 100, 0, 10), share("b", 1000, 0, 70), "together", "exact"],
  ["a smaller range", share("a", 100, 0, 10), share("b", 100, 0, 50), "nested", "exact"],
  ["a range above", share("a", 100, 0, 10), share("b", 100, 10, 20), "exclusive", "exact"],
  ["ranges that cross", share("a", 100, 0, 50), share("b", 100, 40, 90), "apart", "exact"],
  ["moduli without a common factor", share("a", 100, 0, 10), share("b", 101, 0, 10), "independent", "exact"],
  ["moduli with one", share("a", 100, 0, 10), share("b", 1000, 0, 100), "independent", "exact"],
  ["a salt", share("a", 100, 0, 10), share("b", 100, 0, 10, { salt: "x" }), "independent", "independent"],
  [
    "two keys",
    share("a", 100, 0, 10),
    share("b", 100, 0, 10, { header: "x-b" }),
    "independent",
    "independent",
  ],
  [
    "a layer",
    share("a", 100, 0, 10, { layer: "l" }),
    share("b", 100, 10, 20, { layer: "l" }),
    "exclusive",
    "exact",
  ],
  [
    "hashes of which one is not mixed",
    share("a", 2, 0, 1),
    share("b", 100_000, 0, 50_000, { hash: { goFeatureFlag: { flag: "f" } } }),
    "independent",
    "users",
  ],
];
for (const [what, one, other, relation, basis] of rows) {
  test(`two tags: ${what}: ${relation}`, () => {
    const [overlap, second] = of(one, other).overlaps;
    assert.equal(second, undefined);
    assert.deepEqual([overlap!.relation, overlap!.basis], [relation, basis]);
  });
}

test("nobody's and everybody's tags overlap with none", () => {
  assert.deepEqual(of(share("a", 100, 0, 100), share("b", 100, 0, 10)).overlaps, []);
});

test("the mixes have all users, and what is expected of them all is 1", () => {
  const { mixes, users, tags } = of(
    share("a", 100, 0, 10),
    share("b", 100, 5, 50),
    share("c", 97, 0, 30, { salt: "x" }),
  );
  const sum = (numbers: (number | null)[]) => numbers.reduce((all: number, number) => all + number!, 0);
  assert.equal(users, INVENTED.users);
  assert.equal(sum(mixes.map((mix) => mix.users)), users);
  assert.equal(mixes.length, 8);
  assert.ok(Math.abs(sum(mixes.map(({ expected }) => expected)) - 1) < 1e-9);
  assert.ok(tags.every(({ isFar }) => !isFar));
});

test("rules that tag nobody, and none at all", () => {
  assert.deepEqual(of().tags, []);
  assert.equal(of().mixes[0]!.users, INVENTED.users);
  const { tags } = of({ ...share("a", 100, 0, 10), enabled: false });
  assert.deepEqual(
    tags.map(({ tagValue, expected, users }) => [tagValue, expected, users]),
    [[null, 1, INVENTED.users]],
  );
});

test("so many tag headers that no number holds a mix", () => {
  const { mixes } = of(
    ...Array.from({ length: 60 }, (_, i) => share(`t${i}`, 100, 0, 50, { salt: `s${i}` })),
  );
  assert.equal(
    mixes.reduce((all, { users }) => all + users, 0),
    INVENTED.users,
  );
  assert.equal(mixes[0]!.expected, null);
});
