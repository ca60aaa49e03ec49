// What the engines themselves publish, or answer when they are run.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { algorithms, engines, ROLLOUT_SEED, VARIANT_SEED, type Buckets } from "./hashes.ts";
import { hashVectors, type Engine, type Row } from "./vectors.ts";

const LEAST_ROWS = 20;

function bucketsOf({ hash, modulo = 0 }: Row): Buckets {
  if ("salt" in hash) return engines.salted(hash.salt, modulo);
  if ("unleash" in hash) {
    const { groupId, variants } = hash.unleash;
    return engines.unleash(groupId, variants ? VARIANT_SEED : ROLLOUT_SEED, modulo);
  }
  if ("split" in hash) return engines.split(hash.split.seed);
  if ("flagd" in hash) return engines.flagd(hash.flagd.flagKey, modulo);
  if ("growthbook" in hash) {
    const { seed, version } = hash.growthbook;
    return version === 1 ? engines.growthBook1(seed) : engines.growthBook2(seed);
  }
  if ("launchdarkly" in hash) {
    const how = hash.launchdarkly;
    return "seed" in how ? engines.launchDarklySeed(how.seed) : engines.launchDarkly(how.key, how.salt);
  }
  if ("goFeatureFlag" in hash) return engines.goFeatureFlag(hash.goFeatureFlag.flag, modulo);
  if ("envoy" in hash) return engines.envoy(BigInt(hash.envoy.seed), modulo);
  return engines.higress();
}

/** The hash before the modulo, of the engines whose sources tell it. */
function rawOf(hash: Engine, id: string): number | string {
  if ("split" in hash) return algorithms.murmur3(hash.split.seed, "", id);
  if ("envoy" in hash) return String(algorithms.xxhash64(BigInt(hash.envoy.seed), id));
  throw new Error(`no raw hash of ${JSON.stringify(hash)}`);
}

for (const { name, sources, rows } of hashVectors()) {
  describe(name, () => {
    test(`${rows.length} rows, each with its source, some beyond ASCII`, (t) => {
      for (const row of rows) assert.ok(row.source.split(" ")[0]! in sources, JSON.stringify(row));
      const foreign = rows.filter(({ id }) => /[^\0-\x7f]/.test(id)).length;
      t.diagnostic(`${foreign} of ${rows.length} ids are not ASCII`);
      assert.ok(rows.length >= LEAST_ROWS && foreign > 0);
    });

    for (const row of rows) {
      test(`${JSON.stringify(row.hash)} ${JSON.stringify(row.id)}: ${row.source}`, () => {
        const bucket = bucketsOf(row).of(row.id);
        const { within: [from, to] = [row.bucket!, row.bucket! + 1] } = row;
        assert.ok(from <= bucket && bucket < to, `${bucket} is not in [${from}, ${to})`);
        if (row.raw !== undefined) assert.equal(rawOf(row.hash, row.id), row.raw);
      });
    }
  });
}
