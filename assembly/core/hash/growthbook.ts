import { utf8 } from "../text/bytes";
import { fnv1a32 } from "./fnv1a32";
import { BucketHash } from "./bucket-hash";
import { fnv1a32After, fnv1a32Step } from "./fnv1a32-after";

/** fnv1a32 of nothing. */
const BASIS: u32 = 0x811c9dc5;

/**
 * GrowthBook, hashVersion 1: fnv1a32(id seed) % 1000. Over UTF-8, as its SDKs for Go, Java, PHP, Ruby, Rust and Swift
 * do; those for JavaScript, C# and Flutter hash UTF-16 units, Python's code points, Kotlin's their low bytes. All agree
 * on ASCII. Source: growthbook/growthbook, packages/sdk-js/src/util.ts, hash.
 */
export class GrowthBook1 extends BucketHash {
  private readonly seed: StaticArray<u8>;

  constructor(seed: string) {
    super(1000);
    this.seed = utf8(seed);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    const seed = this.seed;
    return fnv1a32After(fnv1a32(bytes, start, end), seed, 0, seed.length) % this.modulo;
  }
}

/** GrowthBook, hashVersion 2: fnv1a32(decimal digits of fnv1a32(seed id)) % 10000. Bytes and source as above. */
export class GrowthBook2 extends BucketHash {
  private readonly seeded: u32;

  constructor(seed: string) {
    super(10000);
    const prefix = utf8(seed);
    this.seeded = fnv1a32(prefix, 0, prefix.length);
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return ofDigits(fnv1a32After(this.seeded, bytes, start, end)) % this.modulo;
  }
}

/** fnv1a32 of `value` in decimal. */
function ofDigits(value: u32): u32 {
  let power: u32 = 1000000000;
  while (power > 1 && power > value) power /= 10;
  let hash = BASIS;
  for (; power > 0; power /= 10) hash = fnv1a32Step(hash, 0x30 + ((value / power) % 10));
  return hash;
}
