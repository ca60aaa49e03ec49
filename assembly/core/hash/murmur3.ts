import { fmix32 } from "./fmix32";

/**
 * MurmurHash3_x86_32 of a prefix and what follows it. The prefix is hashed once, when this is made.
 * Source: Austin Appleby, MurmurHash3.cpp (public domain).
 */
export class Murmur3 {
  /** Of the prefix's whole words. */
  private readonly hash: u32;
  /** The rest of the prefix, fewer than four bytes, the first in the lowest bits. */
  private readonly word: u32;

  constructor(
    seed: u32,
    private readonly prefix: StaticArray<u8>,
  ) {
    let word: u32 = 0;
    for (let i = 0; i < prefix.length; ++i) {
      word |= (<u32>prefix[i]) << (8 * (i & 3));
      if ((i & 3) < 3) continue;
      seed = mixed(seed, word);
      word = 0;
    }
    this.hash = seed;
    this.word = word;
  }

  /** Of the prefix and bytes[start, end). Allocates nothing. */
  of(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    let hash = this.hash;
    let word = this.word;
    let length = this.prefix.length;
    for (let i = start; i < end; ++i, ++length) {
      word |= (<u32>unchecked(bytes[i])) << (8 * (length & 3));
      if ((length & 3) < 3) continue;
      hash = mixed(hash, word);
      word = 0;
    }
    return fmix32(hash ^ scrambled(word) ^ length); // no bytes are left: scrambled(0) is 0
  }
}

function mixed(hash: u32, word: u32): u32 {
  return rotl(hash ^ scrambled(word), 13) * 5 + 0xe6546b64;
}

function scrambled(word: u32): u32 {
  return rotl(word * 0xcc9e2d51, 15) * 0x1b873593;
}
