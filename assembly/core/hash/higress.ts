import { BucketHash } from "./bucket-hash";
import { Sha256 } from "./sha256";

const BUCKETS: u32 = 100;

/**
 * Higress's percentage: the first 64 bits of sha256(id), % 100. It has no seed: all its rules share their users.
 * Source: alibaba/higress, plugins/wasm-go/extensions/traffic-tag/content.go, Op_Percent.
 */
export class Higress extends BucketHash {
  private readonly hash: Sha256 = new Sha256([]);

  constructor() {
    super(BUCKETS);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return <u32>(this.hash.of(bytes, start, end) % BUCKETS);
  }
}
