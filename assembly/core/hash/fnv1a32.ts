/**
 * FNV-1a, 32 bits, of bytes[start, end): the hash of the ASM plug-in, so that its users keep their buckets.
 * Over raw bytes, never UTF-16 units: "é" is C3 A9. No bytes at all give the offset basis, 0x811c9dc5.
 * 0 <= start <= end <= bytes.length; the caller bounds them. See RFC 9923, "The FNV Non-Cryptographic Hash Algorithm".
 */
export function fnv1a32(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i = start; i < end; ++i) {
    hash = (hash ^ unchecked(bytes[i])) * 0x01000193;
  }
  return hash;
}
