/**
 * MurmurHash3's finaliser: every bit of `hash` sways every bit of the result, and no two hashes share one.
 * Source: Austin Appleby, MurmurHash3.cpp, fmix32 (public domain).
 */
export function fmix32(hash: u32): u32 {
  hash ^= hash >> 16;
  hash *= 0x85ebca6b;
  hash ^= hash >> 13;
  hash *= 0xc2b2ae35;
  return hash ^ (hash >> 16);
}
