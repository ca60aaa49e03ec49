import { BucketHash } from "./bucket-hash";
import { Murmur3 } from "./murmur3";

const BUCKETS: u32 = 100;

/**
 * Split (Harness FME): murmur3_32(id, seed) % 100. Split counts from 1 and compares with <=; here it is from 0 and <.
 * Source: splitio/javascript-commons, src/utils/murmur3/murmur3.ts, bucket; a negative seed is taken modulo 2^32.
 */
export class Split extends BucketHash {
  private readonly hash: Murmur3;

  constructor(seed: u32) {
    super(BUCKETS);
    this.hash = new Murmur3(seed, []);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return this.hash.of(bytes, start, end) % BUCKETS;
  }
}
