import { utf8 } from "../text/bytes";
import { BucketHash } from "./bucket-hash";
import { Sha1 } from "./sha1";

const BUCKETS: u64 = 100000;
const HIGHEST: u64 = (1 << 60) - 1;
const HALF: u64 = (1 << 30) - 1;

/**
 * LaunchDarkly: the first 60 bits of sha1(prefix "." id), of 2^60 - 1, in hundred thousandths, rounded down. The prefix
 * is key "." salt in a rollout, and the seed in decimal in an experiment.
 * In whole numbers, as in LaunchDarkly's test harness. Its SDKs compare in floating point: single precision puts some
 * two of 10^8 ids on the other side of a boundary.
 * Source: launchdarkly/go-server-sdk-evaluation, evaluator_bucketing.go; sdk-test-harness, sdktests/helpers.go.
 */
export class LaunchDarkly extends BucketHash {
  private readonly hash: Sha1;

  constructor(prefix: string) {
    super(<u32>BUCKETS);
    this.hash = new Sha1(utf8(prefix + "."));
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return share(this.hash.of(bytes, start, end) >> 4);
  }
}

/** `value` * BUCKETS / HIGHEST, rounded down; the highest value shares the last bucket. */
export function share(value: u64): u32 {
  // The product has 77 bits: high * 2^60 + low, which is high * HIGHEST + (high + low).
  const lower = (value & HALF) * BUCKETS;
  const upper = (value >> 30) * BUCKETS + (lower >> 30);
  const high = upper >> 30;
  const low = ((upper & HALF) << 30) | (lower & HALF);
  const carried = high + low >= HIGHEST;
  return <u32>min(high + <u64>carried, BUCKETS - 1);
}
