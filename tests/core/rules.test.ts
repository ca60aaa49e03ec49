// What the rules promise of any request, whatever the hash: `bucket` is the core's own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { bucket, type Rules } from "../../lib/core.ts";
import { accepted, configOf, rule, type Rule } from "./given.ts";
import "./seed.ts";

const HEADERS = ["x-user-id", "x-tenant", "cookie"];

const modulos = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 0xffffffff }));
const users = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
const requests = fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(users, fc.constant("")), { maxKeys: 3 });

function rulesOf(tagHeaders: string[]): fc.Arbitrary<Rule> {
  return modulos.chain((modulo) =>
    fc.record({
      header: fc.constantFrom(...HEADERS),
      modulo: fc.constant(modulo),
      tagHeader: fc.constantFrom(...tagHeaders),
      policies: fc
        .uniqueArray(fc.integer({ min: 1, max: modulo }), { minLength: 1, maxLength: Math.min(modulo, 5) })
        .map((ranges) =>
          ranges.sort((a, b) => a - b).map((range) => ({ range, tagValue: `below ${range}` })),
        ),
    }),
  );
}

const tagsOf = (rules: Rule[], request: Record<string, string>) => accepted(configOf(...rules)).tags(request);

describe("bucket", () => {
  test("is in [0, modulo)", () => {
    fc.assert(
      fc.property(fc.uint8Array(), modulos, (value, modulo) => {
        const at = bucket(value, modulo);
        assert.ok(Number.isInteger(at) && at >= 0 && at < modulo, String(at));
      }),
      { numRuns: 2000 },
    );
  });

  test("of text is that of its UTF-8", () => {
    fc.assert(
      fc.property(users, modulos, (user, modulo) =>
        assert.equal(bucket(user, modulo), bucket(Buffer.from(user), modulo)),
      ),
    );
  });

  test("of modulo 1 is 0", () => {
    fc.assert(fc.property(fc.uint8Array(), (value) => assert.equal(bucket(value, 1), 0)));
  });
});

describe("one rule", () => {
  const one = rulesOf(["tag"]);

  test("the first policy above the bucket has it", () => {
    fc.assert(
      fc.property(one, users, (only, user) => {
        const at = bucket(user, only.modulo);
        const policy = only.policies.find(({ range }) => at < range);
        assert.deepEqual(tagsOf([only], { [only.header]: user }), policy ? { tag: policy.tagValue } : {});
      }),
      { numRuns: 1000 },
    );
  });

  test("a missing or empty header tags nobody", () => {
    fc.assert(
      fc.property(one, (only) => {
        const rules = accepted(configOf(only));
        assert.deepEqual(rules.tags({}), {});
        assert.deepEqual(rules.tags({ [only.header]: "" }), {});
        assert.deepEqual(rules.tags({ [only.header]: new Uint8Array() }), {});
      }),
    );
  });

  test("range = modulo tags everybody, range 0 nobody", () => {
    fc.assert(
      fc.property(users, modulos, (user, modulo) => {
        const ramp = (range: number) => rule({ modulo, policies: [{ range, tagValue: "v" }] });
        assert.deepEqual(tagsOf([ramp(modulo)], { "x-user-id": user }), { tag: "v" });
        const off = accepted(configOf(ramp(0)));
        assert.deepEqual(off.tags({ "x-user-id": user }), {});
        assert.deepEqual([off.reads, off.tagHeaders], [[], ["tag"]]);
      }),
    );
  });

  test("raising the range never takes a user out", () => {
    const ids = Array.from({ length: 300 }, (_, i) => `user-${i}`);
    const taggedAt = (modulo: number, range: number) => {
      const rules = accepted(configOf(rule({ modulo, policies: [{ range, tagValue: "v" }] })));
      return ids.filter((id) => rules.tags({ "x-user-id": id })["tag"] === "v");
    };
    const ramp = fc
      .integer({ min: 2, max: 1000 })
      .chain((modulo) => fc.tuple(fc.constant(modulo), fc.nat(modulo), fc.nat(modulo)));
    fc.assert(
      fc.property(ramp, ([modulo, a, b]) => {
        const wider = new Set(taggedAt(modulo, Math.max(a, b)));
        for (const id of taggedAt(modulo, Math.min(a, b))) assert.ok(wider.has(id), id);
      }),
      { numRuns: 50 },
    );
  });
});

describe("several rules", () => {
  test("of different tagHeaders act on their own", () => {
    const three = fc.tuple(rulesOf(["a"]), rulesOf(["b"]), rulesOf(["c"]));
    fc.assert(
      fc.property(three, requests, (rules, request) => {
        const alone = rules.map((each) => tagsOf([each], request));
        assert.deepEqual(tagsOf(rules, request), Object.assign({}, ...alone));
      }),
      { numRuns: 500 },
    );
  });

  test("of one tagHeader: the first that yields a value sets it", () => {
    const some = fc.array(rulesOf(["tag"]), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(some, requests, (rules, request) => {
        const alone = rules.map((each) => tagsOf([each], request));
        const first = alone.find((tags) => "tag" in tags);
        assert.deepEqual(tagsOf(rules, request), first ?? {});
      }),
      { numRuns: 500 },
    );
  });

  test("name every header they hash and every tagHeader they own once, in the order of the file", () => {
    const some = fc.array(rulesOf(["A", "b", "C"]), { maxLength: 6 });
    fc.assert(
      fc.property(some, (rules) => {
        const compiled = accepted(configOf(...rules));
        assert.deepEqual(compiled.reads, [...new Set(rules.map(({ header }) => header))]);
        assert.deepEqual(compiled.tagHeaders, [
          ...new Set(rules.map(({ tagHeader }) => tagHeader.toLowerCase())),
        ]);
      }),
    );
  });

  test("a request leaves nothing behind for the next, here or in another configuration", () => {
    const some = fc.array(rulesOf(["a", "b"]), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(some, some, fc.array(requests, { minLength: 2, maxLength: 6 }), (rules, others, played) => {
        const compiled = accepted(configOf(...rules));
        const beside = accepted(configOf(...others));
        for (const request of played) {
          beside.tags(request);
          assert.deepEqual(compiled.tags(request), tagsOf(rules, request));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("100,000 users", () => {
  const ids = (idOf: (i: number) => string) => Array.from({ length: 100_000 }, (_, i) => idOf(i));
  const chiSquare = (seen: number[], wanted: number[]) =>
    seen.reduce((sum, count, i) => sum + (count - wanted[i]!) ** 2 / wanted[i]!, 0);

  const KINDS: Record<string, (i: number) => string> = {
    numbers: (i) => String(i),
    "padded numbers": (i) => String(i).padStart(8, "0"),
    names: (i) => `user-${i}`,
    "mail addresses": (i) => `user${i}@example.com`,
    "hexadecimal digits": (i) => (Math.imul(i, 2654435761) >>> 0).toString(16),
  };
  for (const [kind, idOf] of Object.entries(KINDS)) {
    test(`${kind} spread over 100 buckets as chance would have it`, () => {
      const seen = new Array<number>(100).fill(0);
      for (const id of ids(idOf)) ++seen[bucket(id, 100)]!;
      const value = chiSquare(seen, new Array<number>(100).fill(1000));
      assert.ok(value < 148.2, `chi-square ${value} of 99 degrees of freedom: 1 in 1,000 is above 148.2`);
    });
  }

  test("each policy has its share", () => {
    const ranges = [1, 10, 35, 50, 100];
    const policies = ranges.map((range, i) => ({ range, tagValue: String(i) }));
    const rules = accepted(configOf(rule({ modulo: 100, policies })));
    const seen = ranges.map(() => 0);
    for (const id of ids((i) => `user-${i}`)) ++seen[Number(rules.tags({ "x-user-id": id })["tag"])]!;
    const wanted = ranges.map((range, i) => (range - (ranges[i - 1] ?? 0)) * 1000);
    const value = chiSquare(seen, wanted);
    assert.ok(value < 18.5, `chi-square ${value} of 4 degrees of freedom: 1 in 1,000 is above 18.5; ${seen}`);
  });

  test("rules without a salt are nested, and each salt is independent of all others", (t) => {
    const policies = [{ range: 10, tagValue: "v2" }];
    const rules = ["", "", "winter", "summer"].map((salt, i) =>
      rule({ modulo: 100, tagHeader: `t${i}`, policies, ...(salt && { salt }) }),
    );
    const tags = overlapOf(
      accepted(configOf(...rules)),
      ids((i) => `user-${i}`),
    );
    t.diagnostic(`of 10 % of 100,000 users each: ${JSON.stringify(tags)}`);
    assert.equal(tags["t0 t1"], tags["t0"]);
    for (const both of ["t0 t2", "t2 t3"]) {
      // 1 % of the users, give or take 5 of the 31.5 that chance has as its standard deviation.
      assert.ok(
        Math.abs(tags[both]! - 1000) < 5 * Math.sqrt(100_000 * 0.01 * 0.99),
        `${both}: ${tags[both]}`,
      );
    }
  });
});

/** How many of the users get each tag header, and each two together. */
function overlapOf(rules: Rules, users: string[]): Record<string, number> {
  const tags: Record<string, number> = {};
  for (const id of users) {
    const names = Object.keys(rules.tags({ "x-user-id": id }));
    for (const [i, name] of names.entries()) {
      for (const key of [name, ...names.slice(i + 1).map((other) => `${name} ${other}`)]) {
        tags[key] = (tags[key] ?? 0) + 1;
      }
    }
  }
  return tags;
}
