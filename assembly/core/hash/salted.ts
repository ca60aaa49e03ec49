import { utf8 } from "../text/bytes";
import { fnv1a32 } from "./fnv1a32";
import { BucketHash } from "./bucket-hash";
import { fmix32 } from "./fmix32";
import { fnv1a32After } from "./fnv1a32-after";

/** Our own: fmix32(fnv1a32(salt ":" id)) % modulo. What differs in the salt is independent. */
export class Salted extends BucketHash {
  private readonly salted: u32;

  constructor(salt: string, modulo: u32) {
    super(modulo);
    const prefix = utf8(salt + ":");
    this.salted = fnv1a32(prefix, 0, prefix.length);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return fmix32(fnv1a32After(this.salted, bytes, start, end)) % this.modulo;
  }
}
