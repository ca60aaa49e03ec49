// Random pairs of a prefix or seed and an id, against libraries that others keep. WHOLE=1 takes a million for each hash.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fnv1a from "@sindresorhus/fnv1a";
import { createXXHash64, type IHasher } from "hash-wasm";
import murmurhash from "murmurhash";
import { seed } from "../core/seed.ts";
import { algorithms, collect, engines, ROLLOUT_SEED, VARIANT_SEED, type Buckets } from "./hashes.ts";
import { Random } from "./random.ts";

const WHOLE = process.env["WHOLE"] !== undefined;
const PAIRS = { algorithm: WHOLE ? 1_000_000 : 100_000, engine: WHOLE ? 1_000_000 : 20_000 };
const COLLECT_EVERY = 1000;
const XXHASH_SEEDS = 256;

const random = new Random(seed);

const joined = (prefix: string, id: Uint8Array) => Buffer.concat([Buffer.from(prefix), id]);
const fnv = (bytes: Uint8Array | string) => Number(fnv1a(bytes as string, { size: 32 }));
const first64 = (name: string, bytes: Uint8Array) =>
  createHash(name).update(bytes).digest().readBigUInt64BE();

/** An instance for each seed: the library takes a seed only when it makes one. */
const xxhashes: [seed: bigint, IHasher][] = [];
for (let i = 0; i < XXHASH_SEEDS; ++i) {
  const given = [0n, 2n ** 64n - 1n][i] ?? random.u64();
  xxhashes.push([given, await createXXHash64(Number(given & 0xffffffffn), Number(given >> 32n))]);
}
const xxhash = (hasher: IHasher, id: Uint8Array) => BigInt(`0x${hasher.init().update(id).digest()}`);
const anyXxhash = () => xxhashes[random.below(XXHASH_SEEDS)]!;

type Pair = [ours: number | bigint, theirs: number | bigint];

const ALGORITHMS: Record<string, (id: Uint8Array) => Pair> = {
  // MurmurHash3 of nothing is its finaliser of the seed.
  fmix32: () => {
    const hash = random.u32();
    return [algorithms.fmix32(hash), murmurhash.v3("", hash)];
  },
  fnv1a32: (id) => {
    const prefix = random.text();
    return [algorithms.fnv1a32(prefix, id), fnv(joined(prefix, id))];
  },
  murmur3_32: (id) => {
    const [given, prefix] = [random.u32(), random.text()];
    return [algorithms.murmur3(given, prefix, id), murmurhash.v3(joined(prefix, id), given)];
  },
  xxhash64: (id) => {
    const [given, hasher] = anyXxhash();
    return [algorithms.xxhash64(given, id), xxhash(hasher, id)];
  },
  sha1: (id) => {
    const prefix = random.text();
    return [algorithms.sha1(prefix, id), first64("sha1", joined(prefix, id))];
  },
  sha256: (id) => {
    const prefix = random.text();
    return [algorithms.sha256(prefix, id), first64("sha256", joined(prefix, id))];
  },
};

/** The bucket of an engine that is made for this one id; the next collect() frees it. */
function once(buckets: Buckets, id: Uint8Array): number {
  buckets.free();
  return buckets.of(id);
}

const launchDarkly = (bytes: Uint8Array) => {
  const bucket = ((first64("sha1", bytes) >> 4n) * 100_000n) / 0xfffffffffffffffn;
  return Math.min(Number(bucket), 99_999);
};

const ENGINES: Record<string, (id: Uint8Array) => Pair> = {
  salted: (id) => {
    const [salt, modulo] = [random.text(), random.u32() || 1];
    return [once(engines.salted(salt, modulo), id), murmurhash.v3("", fnv(joined(`${salt}:`, id))) % modulo];
  },
  unleash: (id) => {
    const [group, given] = [random.text(), random.below(2) ? ROLLOUT_SEED : VARIANT_SEED];
    const modulo = given === ROLLOUT_SEED ? 100 : 1 + random.below(100_000);
    const theirs = murmurhash.v3(joined(`${group}:`, id), given) % modulo;
    return [once(engines.unleash(group, given, modulo), id), theirs];
  },
  split: (id) => {
    const given = random.u32() | 0;
    return [once(engines.split(given), id), murmurhash.v3(id, given >>> 0) % 100];
  },
  flagd: (id) => {
    const [flagKey, modulo] = [random.text(), 1 + random.below(2 ** 31 - 1)];
    const theirs = (BigInt(murmurhash.v3(joined(flagKey, id), 0)) * BigInt(modulo)) >> 32n;
    return [once(engines.flagd(flagKey, modulo), id), Number(theirs)];
  },
  "growthbook 1": (id) => {
    const given = random.text();
    return [once(engines.growthBook1(given), id), fnv(Buffer.concat([id, Buffer.from(given)])) % 1000];
  },
  "growthbook 2": (id) => {
    const given = random.text();
    return [once(engines.growthBook2(given), id), fnv(String(fnv(joined(given, id)))) % 10_000];
  },
  launchdarkly: (id) => {
    const [key, salt] = [random.text(), random.text()];
    const theirs = launchDarkly(joined(`${key}.${salt}.`, id));
    return [once(engines.launchDarkly(key, salt), id), theirs];
  },
  "launchdarkly, by seed": (id) => {
    const given = random.u32() | 0;
    return [once(engines.launchDarklySeed(given), id), launchDarkly(joined(`${given}.`, id))];
  },
  goFeatureFlag: (id) => {
    const [flag, modulo] = [random.text(), 1 + random.below(100_000)];
    return [once(engines.goFeatureFlag(flag, modulo), id), fnv(joined(flag, id)) % modulo];
  },
  envoy: (id) => {
    const [[given, hasher], modulo] = [anyXxhash(), random.u32() || 1];
    return [once(engines.envoy(given, modulo), id), Number(xxhash(hasher, id) % BigInt(modulo))];
  },
  higress: (id) => [once(engines.higress(), id), Number(first64("sha256", id) % 100n)],
};

function compare(name: string, pairs: number, pair: (id: Uint8Array) => Pair): void {
  test(`${name} is the library's`, (t) => {
    for (let i = 0; i < pairs; ++i) {
      const id = random.bytes();
      const [ours, theirs] = pair(id);
      if (ours !== theirs) assert.fail(`${ours}, not ${theirs}: ${Buffer.from(id).toString("hex")}`);
      if (i % COLLECT_EVERY === 0) collect();
    }
    t.diagnostic(`${pairs} pairs, 0 differences`);
  });
}

for (const [name, pair] of Object.entries(ALGORITHMS)) compare(name, PAIRS.algorithm, pair);
for (const [name, pair] of Object.entries(ENGINES)) compare(name, PAIRS.engine, pair);

test("launchdarkly in whole numbers and in its SDKs' floating point", (t) => {
  const apart = { double: 0, float: 0 };
  for (let i = 0; i < PAIRS.algorithm; ++i) {
    const value = random.u64() >> 4n;
    const exact = algorithms.launchDarklyShare(value);
    const double = Number(value) / 0xfffffffffffffff;
    const float = Math.fround(Math.fround(Number(value)) / Math.fround(0xfffffffffffffff));
    if (Math.floor(double * 100_000) !== exact) ++apart.double;
    if (isAcross(float, exact)) ++apart.float;
  }
  t.diagnostic(`of ${PAIRS.algorithm} values: ${JSON.stringify(apart)} in another hundred thousandth`);
  assert.equal(apart.double, 0);
  assert.ok(apart.float / PAIRS.algorithm < 0.005);
});

/** Whether the Go SDK, in single precision, finds this value outside of its bucket. */
function isAcross(float: number, bucket: number): boolean {
  const from = Math.fround(Math.fround(bucket) / 100_000);
  const to = Math.fround(Math.fround(bucket + 1) / 100_000);
  return float < from || float >= to;
}

test("launchdarkly's last value shares the last bucket", () => {
  const most = 2n ** 60n - 1n;
  assert.equal(algorithms.launchDarklyShare(most), 99_999);
  assert.equal(algorithms.launchDarklyShare(most - 1n), 99_999);
  for (const bucket of [1n, 2n, 31_415n, 50_000n, 99_999n]) {
    const first = (bucket * most + 99_999n) / 100_000n;
    assert.equal(algorithms.launchDarklyShare(first), Number(bucket));
    assert.equal(algorithms.launchDarklyShare(first - 1n), Number(bucket) - 1);
  }
});
