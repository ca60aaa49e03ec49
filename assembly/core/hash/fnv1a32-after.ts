/**
 * FNV-1a, 32 bits, of bytes[start, end) after what `hash` is of: with it a hash of two parts needs no copy of them,
 * and the part that never changes is hashed once.
 */
export function fnv1a32After(hash: u32, bytes: StaticArray<u8>, start: i32, end: i32): u32 {
  for (let i = start; i < end; ++i) hash = fnv1a32Step(hash, unchecked(bytes[i]));
  return hash;
}

/** The same of one byte. */
export function fnv1a32Step(hash: u32, byte: u32): u32 {
  return (hash ^ byte) * 0x01000193;
}
