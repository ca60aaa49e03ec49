// Who of the buckets gets what, in the ways that a rule can say it: each is held against plain ranges.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { bucket, Rules } from "../../lib/core.ts";
import { accepted, configOf, ruleOf } from "./given.ts";
import "./seed.ts";

const users = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 20 });
const tagOf = (config: string, user: string) => accepted(config).tags({ "x-user-id": user })["tag"];

const configWith = (modulo: number, shares: object) => configOf(ruleOf(shares, { modulo }));

describe("weights", () => {
  const lists = fc
    .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 })
    .filter((weights) => weights.some((weight) => weight > 0));

  test("are the ranges that they add up to", () => {
    const rests = fc.integer({ min: 0, max: 60 });
    const defaults = fc.constantFrom({}, { defaultTagValue: "rest" });
    fc.assert(
      fc.property(lists, rests, defaults, users, (weights, rest, otherwise, ids) => {
        const sums = weights.map((_, i) => weights.slice(0, i + 1).reduce((sum, weight) => sum + weight, 0));
        const modulo = sums.at(-1)! + rest;
        const partitionedPolicies = weights.map((weight, i) => ({ weight, tagValue: `v${i}` }));
        const policies = sums
          .map((range, i) => ({ range, tagValue: `v${i}` }))
          .filter((_, i) => weights[i]! > 0);
        const weighted = configWith(modulo, { partitionedPolicies, ...otherwise });
        const ranged = configWith(modulo, { policies, ...otherwise });
        for (const id of ids) assert.equal(tagOf(weighted, id), tagOf(ranged, id), id);
      }),
      { numRuns: 500 },
    );
  });

  test("give each tag value as many buckets as they say", () => {
    const weights = [7, 0, 1, 30, 11];
    const partitionedPolicies = weights.map((weight, i) => ({ weight, tagValue: `v${i}` }));
    const rules = accepted(configWith(60, { partitionedPolicies }));
    const buckets = new Map<number, string | undefined>();
    for (let i = 0; buckets.size < 60; ++i)
      buckets.set(bucket(`user-${i}`, 60), rules.tags({ "x-user-id": `user-${i}` })["tag"]);
    const tags = [...buckets.values()];
    assert.deepEqual(
      weights.map((_, i) => tags.filter((tag) => tag === `v${i}`).length),
      weights,
    );
    assert.equal(tags.filter((tag) => tag === undefined).length, 60 - 49);
  });
});

describe("from", () => {
  /** Bounds in ascending order, two for each of some policies: where it begins, and how far it may grow. */
  const bounds = fc
    .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 8 })
    .map((all) => all.sort((a, b) => a - b).slice(0, all.length & ~1));
  const grown = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });

  /** Each policy grown by its part of the room that it has; one that is at nothing yet is left out. */
  function policiesOf(all: number[], parts: number[]): object[] {
    return parts.flatMap((part, i) => {
      const [from, most] = [all[2 * i], all[2 * i + 1]];
      if (from === undefined || most === undefined) return [];
      const range = from + Math.floor((most - from) * part);
      return range === from ? [] : [{ from, range, tagValue: `v${i}` }];
    });
  }

  test("lets several variants grow without moving anyone", () => {
    fc.assert(
      fc.property(bounds, grown, grown, users, (all, some, more, ids) => {
        const before = policiesOf(all, some);
        const after = policiesOf(
          all,
          some.map((part, i) => Math.max(part, more[i]!)),
        );
        if (before.length === 0) return;
        const [now, then] = [before, after].map((policies) => accepted(configWith(200, { policies })));
        for (const id of ids) {
          const tag = now!.tags({ "x-user-id": id })["tag"];
          if (tag !== undefined) assert.equal(then!.tags({ "x-user-id": id })["tag"], tag, id);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("gives each tag value the buckets from there to below its range", () => {
    fc.assert(
      fc.property(bounds, grown, users, (all, parts, ids) => {
        const policies = policiesOf(all, parts) as { from: number; range: number; tagValue: string }[];
        if (policies.length === 0) return;
        const rules = accepted(configWith(200, { policies }));
        for (const id of ids) {
          const at = bucket(id, 200);
          const wanted = policies.find(({ from, range }) => at >= from && at < range)?.tagValue;
          assert.equal(rules.tags({ "x-user-id": id })["tag"], wanted, id);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("layers", () => {
  const USERS = 1_000_000;
  const tagHeaders = ["banner", "search", "price"];

  /** How many of the users have each number of tags. */
  function countByTags(layer: boolean): number[] {
    const shares = [
      { policies: [{ range: 2000, tagValue: "b" }] },
      {
        policies: [
          { from: 2000, range: 3000, tagValue: "s1" },
          { from: 5000, range: 6000, tagValue: "s2" },
        ],
      },
      { policies: [{ from: 3000, range: 5000, tagValue: "p" }] },
    ];
    const rules = shares.map((share, i) => {
      const words = layer ? { layer: "checkout" } : { salt: `s${i}` };
      return { ...ruleOf(share, { modulo: 10_000, tagHeader: tagHeaders[i]! }), ...words };
    });
    const all = accepted(configOf(...rules));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < USERS; ++i) ++counts[Object.keys(all.tags({ "x-user-id": `user-${i}` })).length]!;
    return counts;
  }

  test("of a million users nobody is in two rules of one layer", (t) => {
    const counts = countByTags(true);
    t.diagnostic(`users by the number of their tags, 0 to 3: ${counts.join(", ")}`);
    assert.deepEqual(counts.slice(2), [0, 0]);
    // 60 % are in one, give or take 5 of the 490 that chance has as its standard deviation.
    assert.ok(Math.abs(counts[1]! - 0.6 * USERS) < 2450, String(counts[1]));
  });

  test("a user whom an override or a pin names is in its rule and in the one of the bucket, unless named there too", () => {
    const [inFirst, inSecond] = [
      { range: 50, tagValue: "b" },
      { from: 50, range: 100, tagValue: "s" },
    ].map((policy, i) => ({
      ...ruleOf({ policies: [policy] }, { modulo: 100, tagHeader: tagHeaders[i]! }),
      layer: "checkout",
    }));
    const user = Array.from({ length: 100 }, (_, i) => `user-${i}`).find(
      (id) => accepted(configOf(inFirst!)).tags({ "x-user-id": id })["banner"] === "b",
    )!;
    const named = (tagValue: string | null) => ({
      override: { overrides: [{ match: [{ headers: { "x-user-id": { exact: user } } }], tagValue }] },
      pin: { pins: [{ ids: [user], tagValue }] },
    });
    const tags = (...rules: object[]) => accepted(configOf(...rules)).tags({ "x-user-id": user });
    assert.deepEqual(tags(inFirst!, inSecond!), { banner: "b" });
    for (const by of ["override", "pin"] as const) {
      const forced = { ...inSecond!, ...named("s")[by] };
      assert.deepEqual(tags(inFirst!, forced), { banner: "b", search: "s" }, by);
      assert.deepEqual(tags({ ...inFirst!, ...named(null)[by] }, forced), { search: "s" }, by);
    }
  });

  const intervals = fc
    .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 6 })
    .map((all) => all.sort((a, b) => a - b).slice(0, all.length & ~1));

  test("are refused exactly when a bucket is in two rules", () => {
    fc.assert(
      fc.property(fc.array(intervals, { minLength: 1, maxLength: 4 }), (all) => {
        const rules = all.map((bounds, i) => {
          const policies = bounds.flatMap((from, at) =>
            at % 2 === 0 ? [{ from, range: bounds[at + 1]!, tagValue: "v" }] : [],
          );
          return { ...ruleOf({ policies }, { modulo: 30, tagHeader: `t${i}` }), layer: "one" };
        });
        const owners = Array.from({ length: 30 }, (_, at) =>
          rules.filter(({ policies }) => policies.some(({ from, range }) => at >= from && at < range)),
        );
        const isShared = owners.some((some) => some.length > 1);
        const { errors } = Rules.parse(configOf(...rules));
        assert.deepEqual(new Set(errors.map(({ id }) => id)), new Set(isShared ? ["share-taken"] : []));
      }),
      { numRuns: 1000 },
    );
  });
});
