// Who of the buckets gets what, in the ways that a rule can say it: each is held against plain ranges.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { bucket } from "../../lib/core.ts";
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
