import { utf8 } from "../text/bytes";
import { BucketHash } from "./bucket-hash";
import { Murmur3 } from "./murmur3";

/** The seeds of Unleash: a rollout's percentage and its variants are independent of each other. */
export const ROLLOUT_SEED: u32 = 0;
export const VARIANT_SEED: u32 = 86028157;

/**
 * Unleash: murmur3_32(groupId ":" id) % modulo. A rollout has modulo 100, variants have the sum of their weights.
 * Unleash counts from 1 and compares with <=; here it is from 0 and <.
 * Source: Unleash/yggdrasil, strategy_parsing.rs, normalized_hash.
 */
export class Unleash extends BucketHash {
  private readonly hash: Murmur3;

  constructor(groupId: string, seed: u32, modulo: u32) {
    super(modulo);
    this.hash = new Murmur3(seed, utf8(groupId + ":"));
  }

  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return this.hash.of(bytes, start, end) % this.modulo;
  }
}
