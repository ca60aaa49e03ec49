import { utf8 } from "../text/bytes";
import { fnv1a32 } from "./fnv1a32";
import { BucketHash } from "./bucket-hash";
import { fnv1a32After } from "./fnv1a32-after";

/**
 * GO Feature Flag: fnv1a32(flag id) % modulo, modulo being 1000 for each percent that the flag gives out: 100000.
 * It lays out variations from the last name in the alphabet to the first.
 * Source: thomaspoignant/go-feature-flag, modules/core/utils/hash.go, BuildHash.
 */
export class GoFeatureFlag extends BucketHash {
  private readonly flagged: u32;

  constructor(flag: string, modulo: u32) {
    super(modulo);
    const prefix = utf8(flag);
    this.flagged = fnv1a32(prefix, 0, prefix.length);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return fnv1a32After(this.flagged, bytes, start, end) % this.modulo;
  }
}
