const PRIME_1: u64 = 0x9e3779b185ebca87;
const PRIME_2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME_3: u64 = 0x165667b19e3779f9;
const PRIME_4: u64 = 0x85ebca77c2b2ae63;
const PRIME_5: u64 = 0x27d4eb2f165667c5;

/**
 * XXH64 of bytes[start, end). Allocates nothing.
 * Source: Yann Collet, xxHash fast digest algorithm, doc/xxhash_spec.md.
 */
export function xxhash64(seed: u64, bytes: StaticArray<u8>, start: i32, end: i32): u64 {
  let at = start;
  let hash = seed + PRIME_5;
  if (end - start >= 32) {
    let a = seed + PRIME_1 + PRIME_2;
    let b = seed + PRIME_2;
    let c = seed;
    let d = seed - PRIME_1;
    for (; at + 32 <= end; at += 32) {
      a = round(a, word(bytes, at, 8));
      b = round(b, word(bytes, at + 8, 8));
      c = round(c, word(bytes, at + 16, 8));
      d = round(d, word(bytes, at + 24, 8));
    }
    hash = rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18);
    hash = merged(merged(merged(merged(hash, a), b), c), d);
  }
  hash += <u64>(end - start);
  for (; at + 8 <= end; at += 8) hash = rotl(hash ^ round(0, word(bytes, at, 8)), 27) * PRIME_1 + PRIME_4;
  if (at + 4 <= end) {
    hash = rotl(hash ^ (word(bytes, at, 4) * PRIME_1), 23) * PRIME_2 + PRIME_3;
    at += 4;
  }
  for (; at < end; ++at) hash = rotl(hash ^ (word(bytes, at, 1) * PRIME_5), 11) * PRIME_1;
  return avalanched(hash);
}

function round(lane: u64, word: u64): u64 {
  return rotl(lane + word * PRIME_2, 31) * PRIME_1;
}

function merged(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
}

function avalanched(hash: u64): u64 {
  hash ^= hash >> 33;
  hash *= PRIME_2;
  hash ^= hash >> 29;
  hash *= PRIME_3;
  return hash ^ (hash >> 32);
}

/** `size` bytes from `at` on, at most 8, the first in the lowest bits. */
function word(bytes: StaticArray<u8>, at: i32, size: i32): u64 {
  let value: u64 = 0;
  for (let i = 0; i < size; ++i) value |= (<u64>unchecked(bytes[at + i])) << (8 * i);
  return value;
}
