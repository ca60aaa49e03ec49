import { utf8 } from "../text/bytes";
import { BucketHash } from "./bucket-hash";
import { Murmur3 } from "./murmur3";

/**
 * flagd's fractional, since 0.15: (murmur3_32(flagKey id) * modulo) >> 32, modulo being the sum of the weights, at most
 * 2^31 - 1. The flag key is part of the input only where the flag names no bucketing value of its own: else it is "",
 * or whatever text the flag puts before the id.
 * Source: open-feature/flagd, core/pkg/evaluator/fractional.go, distributeValue.
 */
export class Flagd extends BucketHash {
  private readonly hash: Murmur3;

  constructor(flagKey: string, modulo: u32) {
    super(modulo);
    this.hash = new Murmur3(0, utf8(flagKey));
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return <u32>((<u64>this.hash.of(bytes, start, end) * this.modulo) >> 32);
  }
}
