import { BucketHash } from "./bucket-hash";
import { xxhash64 } from "./xxhash64";

/**
 * Envoy's consistent hashing matcher: xxHash64(id, seed) % modulo. It matches buckets at or above its threshold, where
 * a policy has those below its range.
 * Source: envoyproxy/envoy, source/extensions/matching/input_matchers/consistent_hashing/matcher.h.
 */
export class Envoy extends BucketHash {
  constructor(
    private readonly seed: u64,
    modulo: u32,
  ) {
    super(modulo);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return <u32>(xxhash64(this.seed, bytes, start, end) % this.modulo);
  }
}
