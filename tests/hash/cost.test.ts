// What each hash adds to a module, held by a budget, and what an id costs, which is only printed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { engines, ROLLOUT_SEED, type Buckets } from "./hashes.ts";

/** A module that hashes as rules without a salt do, and has the core's text at hand as any configuration needs it. */
const BASE = `
  import { fnv1a32 } from "./assembly/core/hash/fnv1a32";
  import { BucketHash } from "./assembly/core/hash/bucket-hash";
  import { utf8 } from "./assembly/core/text/bytes";
  import { decimal } from "./assembly/core/text/text";
  class Plain extends BucketHash {
    bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
      return fnv1a32(bytes, start, end) % this.modulo;
    }
  }
  let hash: BucketHash = new Plain(100);
  export function bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return hash.bucketOf(bytes, start, end);
  }
  export function plain(text: string): StaticArray<u8> {
    hash = new Plain(text.length);
    return utf8(decimal(text.length));
  }`;

/** What makes an engine of text and a number, and the most bytes that it may add: what it adds, and a tenth. */
const ADDITIONS: [file: string, made: string[], budget: number][] = [
  ["salted", ["Salted(text, n)"], 340],
  ["unleash", ["Unleash(text, n, n)"], 730],
  ["split", ["Split(n)"], 640],
  ["flagd", ["Flagd(text, n)"], 700],
  ["growthbook", ["GrowthBook1(text)", "GrowthBook2(text)"], 500],
  ["launchdarkly", ["LaunchDarkly(text)"], 1950],
  ["go-feature-flag", ["GoFeatureFlag(text, n)"], 270],
  ["envoy", ["Envoy(n, n)"], 890],
  ["higress", ["Higress()"], 2050],
];
const ALL_BUDGET = 5500;

const TIMES = 10_000;
const TURNS = 30;
const IDS = ["user-17", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"];

const TIMED: Record<string, Buckets> = {
  "no salt": engines.plain(100),
  salted: engines.salted("checkout", 100),
  unleash: engines.unleash("checkout", ROLLOUT_SEED, 100),
  split: engines.split(467569525),
  flagd: engines.flagd("checkout", 100),
  "growthbook 1": engines.growthBook1("checkout"),
  "growthbook 2": engines.growthBook2("checkout"),
  launchdarkly: engines.launchDarkly("checkout", "b7e1f2"),
  goFeatureFlag: engines.goFeatureFlag("checkout", 100_000),
  envoy: engines.envoy(0n, 100),
  higress: engines.higress(),
};

/** Text that makes an engine's hash the one in use. */
function addition([file, made]: (typeof ADDITIONS)[number]): string {
  const name = file.replaceAll("-", "_");
  const classes = made.map((call) => call.slice(0, call.indexOf("(")));
  const chosen = made.map((call, i) => `if (n == ${i}) hash = new ${call};`);
  return `
    import { ${classes.join(", ")} } from "./assembly/core/hash/${file}";
    export function ${name}(text: string, n: u32): void { ${chosen.join(" ")} }`;
}

test("bytes of module", async (t) => {
  const base = (await compile(BASE)).length;
  const added = async (...additions: typeof ADDITIONS) =>
    (await compile(BASE + additions.map(addition).join(""))).length - base;
  for (const one of ADDITIONS) {
    const [name, , budget] = one;
    const bytes = await added(one);
    t.diagnostic(`${name.padEnd(16)}${String(bytes).padStart(6)} bytes`);
    assert.ok(bytes <= budget, `${name} adds ${bytes} bytes, above ${budget}`);
  }
  const bytes = await added(...ADDITIONS);
  t.diagnostic(`${"all of them".padEnd(16)}${String(bytes).padStart(6)} bytes`);
  assert.ok(bytes <= ALL_BUDGET, `together they add ${bytes} bytes, above ${ALL_BUDGET}`);
});

test("nanoseconds for an id, the least of several turns", (t) => {
  for (const [name, buckets] of Object.entries(TIMED)) {
    const cells = IDS.map((id) => {
      const times = Array.from({ length: TURNS }, () => buckets.time(id, TIMES));
      return `${Math.min(...times)
        .toFixed(0)
        .padStart(6)} of ${id.length} bytes`;
    });
    t.diagnostic(name.padEnd(16) + cells.join(","));
  }
});
