// What a schedule promises at any moment: the range that arithmetic says, and that whoever is in stays in.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { bucket } from "../../lib/core.ts";
import { accepted, configOf, ruleOf } from "./given.ts";
import "./seed.ts";

interface Entry {
  at: string;
  range: number;
}

const START = Date.UTC(2026, 11, 1) / 1000;
const timeOf = (second: number) => new Date(1000 * second).toISOString();

function rampOf(modulo: number, schedule: Entry[], rest: object = {}) {
  return accepted(configOf(ruleOf({ policies: [{ schedule, tagValue: "v2", ...rest }] }, { modulo })));
}

/** How many buckets, from 0 on, have the tag; -1 when they are not the first ones. */
function rangeOf(rules: ReturnType<typeof rampOf>, ids: string[]): number {
  const isIn = ids.map((id) => rules.tags({ "x-user-id": id })["tag"] === "v2");
  const range = isIn.filter(Boolean).length;
  return isIn.slice(0, range).every(Boolean) ? range : -1;
}

/** An id for each bucket of `modulo`. */
function idsOf(modulo: number): string[] {
  const ids: string[] = [];
  for (let i = 0, found = 0; found < modulo; ++i) {
    const at = bucket(`user-${i}`, modulo);
    if (ids[at] === undefined) ++found;
    ids[at] ??= `user-${i}`;
  }
  return ids;
}

const IDS = idsOf(60);

describe("a schedule", () => {
  const entries = fc
    .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 })
    .chain((seconds) =>
      fc.record({
        seconds: fc.constant(seconds.sort((a, b) => a - b)),
        ranges: fc.array(fc.integer({ min: 0, max: 60 }), {
          minLength: seconds.length,
          maxLength: seconds.length,
        }),
        between: fc.constantFrom("hold", "linear"),
        mayShrink: fc.boolean(),
      }),
    );

  test("has the range that arithmetic says, whatever it was told before", () => {
    fc.assert(
      fc.property(
        entries,
        fc.array(fc.integer({ min: -10, max: 110 }), { minLength: 1, maxLength: 4 }),
        ({ seconds, ranges: any, between, mayShrink }, moments) => {
          const ranges = mayShrink ? any : any.sort((a, b) => a - b);
          if (Math.max(...ranges) === 0) return;
          const schedule = seconds.map((second, i) => ({ at: timeOf(START + second), range: ranges[i]! }));
          const rules = rampOf(60, schedule, { between, ...(mayShrink && { mayShrink }) });
          for (const moment of moments) {
            const last = seconds.findLastIndex((second) => second <= moment);
            const [now, next] = [ranges[last] ?? 0, ranges[last + 1]];
            const gone = (moment - seconds[last]!) / (seconds[last + 1]! - seconds[last]!);
            const isMoving = between === "linear" && last >= 0 && next !== undefined;
            const wanted = isMoving
              ? now + Math.trunc((next - now) * gone + 1e-9 * Math.sign(next - now))
              : now;
            assert.equal(rangeOf(rules.at(START + moment), IDS), wanted, `at ${moment}`);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("takes a time as Date.parse does, in every offset, and never early", () => {
    const offsets = fc.oneof(
      fc.constant("Z"),
      fc
        .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map(([sign, ...parts]) => sign + parts.map((part) => String(part).padStart(2, "0")).join(":")),
    );
    const fractions = fc.oneof(
      fc.constant(""),
      fc.integer({ min: 0, max: 999 }).map((part) => `.${String(part).padStart(3, "0")}`),
    );
    const seconds = fc.integer({ min: Date.UTC(1970, 0, 3) / 1000, max: Date.UTC(2105, 11, 29) / 1000 });
    fc.assert(
      fc.property(seconds, fractions, offsets, (second, fraction, offset) => {
        const at = timeOf(second).slice(0, 19) + fraction + offset;
        const rules = rampOf(1, [{ at, range: 1 }]);
        const due = Math.ceil(Date.parse(at) / 1000);
        const isIn = (moment: number) => "tag" in rules.at(moment).tags({ "x-user-id": "u" });
        assert.deepEqual([isIn(due - 1), isIn(due)], [false, true], at);
      }),
      { numRuns: 1000 },
    );
  });

  test("is where it is now when it is read", () => {
    const now = Date.now() / 1000;
    const schedule = [
      { at: timeOf(now - 3600), range: 20 },
      { at: timeOf(now + 3600), range: 60 },
    ];
    assert.equal(rangeOf(rampOf(60, schedule), IDS), 20);
  });
});

describe("a ramp of three days over a million users", () => {
  const USERS = 1_000_000;
  const DAY = 86_400;
  const RAMP = [
    { at: timeOf(START), range: 100 },
    { at: timeOf(START + DAY), range: 1000 },
    { at: timeOf(START + 3 * DAY), range: 10_000 },
  ];

  test("whoever is in stays in, and the shares are those of the schedule", (t) => {
    const ramp = rampOf(10_000, RAMP, { between: "linear" });
    const isIn = new Uint8Array(USERS);
    const lines: string[] = [];
    for (const [hours, share] of [
      [0, 0.01],
      [12, 0.055],
      [48, 0.55],
    ] as const) {
      ramp.at(START + 3600 * hours);
      let [count, left] = [0, 0];
      for (let i = 0; i < USERS; ++i) {
        const now = "tag" in ramp.tags({ "x-user-id": `user-${i}` }) ? 1 : 0;
        if (isIn[i]! > now) ++left;
        isIn[i] = now;
        count += now;
      }
      lines.push(`after ${hours} hours ${count} are in, ${left} have left`);
      assert.equal(left, 0);
      const deviation = Math.sqrt(USERS * share * (1 - share));
      assert.ok(Math.abs(count - share * USERS) < 5 * deviation, lines.at(-1));
    }
    t.diagnostic(lines.join("; "));
    assert.ok(ramp.at(START + 3 * DAY).tags({ "x-user-id": "anybody" })["tag"] === "v2");
  });
});
