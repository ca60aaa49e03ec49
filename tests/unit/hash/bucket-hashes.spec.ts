import { BucketHash } from "../../../assembly/core/hash/bucket-hash";
import { Envoy } from "../../../assembly/core/hash/envoy";
import { Flagd } from "../../../assembly/core/hash/flagd";
import { GoFeatureFlag } from "../../../assembly/core/hash/go-feature-flag";
import { GrowthBook1, GrowthBook2 } from "../../../assembly/core/hash/growthbook";
import { Higress } from "../../../assembly/core/hash/higress";
import { LaunchDarkly, share } from "../../../assembly/core/hash/launchdarkly";
import { Salted } from "../../../assembly/core/hash/salted";
import { Split } from "../../../assembly/core/hash/split";
import { ROLLOUT_SEED, Unleash, VARIANT_SEED } from "../../../assembly/core/hash/unleash";
import { bytes } from "../given";

/** Rows of tests/vectors/hash-*.jsonl, which name the sources. */
class Row {
  constructor(
    readonly hash: BucketHash,
    readonly modulo: u32,
    readonly id: string,
    readonly bucket: u32,
  ) {}
}

const ROWS: Row[] = [
  new Row(new Salted("checkout", 10000), 10000, "0001", 3981),
  new Row(new Salted("checkout", 10000), 10000, "李小龍", 4939),
  new Row(new Unleash("AB12A", ROLLOUT_SEED, 100), 100, "0001", 8),
  new Row(new Unleash("AB12A", ROLLOUT_SEED, 100), 100, "李小龍", 57),
  new Row(new Unleash("AB12A", VARIANT_SEED, 1000), 1000, "0001", 809),
  new Row(new Split(-52311562), 100, "00018112-7d59-46cf-b9e0-f8fa625aa20b", 42),
  new Row(new Split(467569525), 100, "李小龍", 50),
  new Row(new Flagd("headerColor", 2147483647), 2147483647, "0001", 2029536040),
  new Row(new Flagd("headerColor", 2147483647), 2147483647, "李小龍", 1351983009),
  new Row(new GrowthBook1("ef"), 1000, "d", 652),
  new Row(new GrowthBook2("foo"), 10000, "ab", 2575),
  new Row(new GrowthBook2("foo"), 10000, "def", 2019),
  new Row(new LaunchDarkly("hashKey.saltyA"), 100000, "userKeyA", 42157),
  new Row(new LaunchDarkly("-3"), 100000, "0001", 8241),
  new Row(new GoFeatureFlag("my-flag", 100000), 100000, "e56f628e-9817-498f-ae38-4961e9c2bb21", 70272),
  new Row(new Envoy(13221, 100), 100, "0001", 53),
  new Row(new Envoy(13221, 100), 100, "李小龍", 66),
  new Row(new Higress(), 100, "0001", 87),
  new Row(new Higress(), 100, "李小龍", 36),
];

describe("a BucketHash", () => {
  test("gives ids the buckets of its engine", () => {
    for (let i = 0; i < ROWS.length; ++i) {
      const row = ROWS[i];
      const id = bytes("<" + row.id + ">");
      expect(row.hash.modulo).toBe(row.modulo, row.id);
      for (let j = 0; j < 2; ++j) expect(row.hash.bucketOf(id, 1, id.length - 1)).toBe(row.bucket, row.id);
    }
  });

  test("of LaunchDarkly has the highest value in the last bucket", () => {
    const most: u64 = (1 << 60) - 1;
    expect(share(0)).toBe(0);
    expect(share(most / 100000)).toBe(0);
    expect(share(most / 100000 + 1)).toBe(1);
    expect(share(most)).toBe(99999);
  });
});
