// How evenly each engine spreads ids of ten shapes. The ids are the same in every run, and so are the figures.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engines, ROLLOUT_SEED, VARIANT_SEED, type Buckets } from "./hashes.ts";
import { checkDigitIds, ids, SHAPE_NAMES } from "./shapes.ts";
import { chiSquared, deviations } from "./statistics.ts";

const IDS = 100_000;
/** Buckets are counted together where there are more. */
const MOST_BINS = 1000;
/** Standard deviations of chi-squared: of the figures here one in 30,000 would be above it by chance. */
const MOST = 5;

interface Spread {
  buckets: Buckets;
  modulo: number;
}

const MIXED: Record<string, Spread> = {
  "salted, modulo 100": { buckets: engines.salted("checkout", 100), modulo: 100 },
  "salted, 1000": { buckets: engines.salted("checkout", 1000), modulo: 1000 },
  "salted, 10000": { buckets: engines.salted("checkout", 10_000), modulo: 10_000 },
  unleash: { buckets: engines.unleash("checkout", ROLLOUT_SEED, 100), modulo: 100 },
  "unleash variants, 1000": { buckets: engines.unleash("checkout", VARIANT_SEED, 1000), modulo: 1000 },
  split: { buckets: engines.split(467569525), modulo: 100 },
  "flagd, 100": { buckets: engines.flagd("checkout", 100), modulo: 100 },
  "flagd, 1000": { buckets: engines.flagd("checkout", 1000), modulo: 1000 },
  "growthbook 2": { buckets: engines.growthBook2("checkout"), modulo: 10_000 },
  launchdarkly: { buckets: engines.launchDarkly("checkout", "b7e1f2"), modulo: 100_000 },
  "launchdarkly, by seed": { buckets: engines.launchDarklySeed(61), modulo: 100_000 },
  "envoy, 100": { buckets: engines.envoy(0n, 100), modulo: 100 },
  "envoy, 1000": { buckets: engines.envoy(13221n, 1000), modulo: 1000 },
  higress: { buckets: engines.higress(), modulo: 100 },
};

/** FNV-1a as it is, whose lowest bits follow those of the ids. */
const UNMIXED: Record<string, Spread> = {
  "no salt, modulo 100": { buckets: engines.plain(100), modulo: 100 },
  "no salt, 1000": { buckets: engines.plain(1000), modulo: 1000 },
  "no salt, 10000": { buckets: engines.plain(10_000), modulo: 10_000 },
  "growthbook 1": { buckets: engines.growthBook1("checkout"), modulo: 1000 },
  goFeatureFlag: { buckets: engines.goFeatureFlag("checkout", 100_000), modulo: 100_000 },
};

const all = new Map(SHAPE_NAMES.map((shape) => [shape, ids(shape, IDS)]));

function unevenness({ buckets, modulo }: Spread, given: string[]): number {
  const bins = Math.min(modulo, MOST_BINS);
  const counts = new Array<number>(bins).fill(0);
  for (const id of given) ++counts[Math.floor((buckets.of(id) * bins) / modulo)]!;
  return deviations(chiSquared(counts, new Array<number>(bins).fill(given.length / bins)), bins - 1);
}

/** Percent of the ids in the first tenth of the buckets. */
function firstTenth({ buckets, modulo }: Spread, given: string[]): number {
  return (given.filter((id) => buckets.of(id) < modulo / 10).length / given.length) * 100;
}

const line = (name: string, cells: string[]) =>
  name.padEnd(24) + cells.map((cell) => cell.padStart(12)).join("");

test("each shape has ids enough, none twice", () => {
  assert.equal(SHAPE_NAMES.length, 10);
  for (const given of all.values()) assert.equal(new Set(given).size, IDS);
});

describe("chi-squared over ten shapes of ids, in standard deviations from chance", () => {
  for (const [name, spread] of Object.entries(MIXED))
    test(name, (t) => {
      const found = SHAPE_NAMES.map((shape) => unevenness(spread, all.get(shape)!));
      t.diagnostic(line("", SHAPE_NAMES));
      t.diagnostic(
        line(
          name,
          found.map((figure) => figure.toFixed(1)),
        ),
      );
      for (const [i, figure] of found.entries())
        assert.ok(Math.abs(figure) < MOST, `${SHAPE_NAMES[i]}: ${figure}`);
    });
});

describe("FNV-1a without the mixer is as even as rules need it in tenths, and not in single buckets", () => {
  for (const [name, spread] of Object.entries(UNMIXED))
    test(name, (t) => {
      const shares = SHAPE_NAMES.map((shape) => firstTenth(spread, all.get(shape)!));
      t.diagnostic(line("", SHAPE_NAMES));
      t.diagnostic(
        line(
          name,
          SHAPE_NAMES.map((shape) => unevenness(spread, all.get(shape)!).toFixed(1)),
        ),
      );
      t.diagnostic(
        line(
          "  % in the first tenth",
          shares.map((share) => share.toFixed(2)),
        ),
      );
      for (const [i, share] of shares.entries())
        assert.ok(Math.abs(share - 10) < 0.6, `${SHAPE_NAMES[i]}: ${share}`);
    });

  test("no salt, modulo 1000: numbers in a row are uneven beyond chance", () => {
    for (const shape of ["sequential", "zero-padded", "IPv4", "long"])
      assert.ok(unevenness(UNMIXED["no salt, 1000"]!, all.get(shape)!) > MOST, shape);
  });
});

describe("ids with a check digit", () => {
  for (const [scheme, given] of Object.entries(checkDigitIds(20_000))) {
    /** How many of an even number of buckets have an id. */
    const used = (buckets: Buckets) => new Set(given.map((id) => buckets.of(id))).size;

    test(`${scheme}: FNV-1a leaves every second bucket empty, a salt none`, () => {
      assert.equal(used(engines.plain(100)), 50);
      assert.equal(used(engines.growthBook1("checkout")), 500);
      assert.equal(used(engines.goFeatureFlag("checkout", 100)), 50);
      assert.equal(used(engines.plain(101)), 101);
      assert.equal(used(engines.salted("checkout", 100)), 100);
      assert.equal(used(engines.salted("checkout", 1000)), 1000);
    });
  }
});
