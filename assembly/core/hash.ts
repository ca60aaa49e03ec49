/**
 * FNV-1a, 32 bits, of the first `length` bytes: the hash of the ASM plug-in, so that its users keep their buckets.
 * Over raw bytes, never UTF-16 units: "é" is C3 A9. No bytes at all give the offset basis, 0x811c9dc5.
 * `length` is in [0, bytes.length]; the caller bounds it. See RFC 9923, "The FNV Non-Cryptographic Hash Algorithm".
 */
export function fnv1a32(bytes: StaticArray<u8>, length: i32): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i = 0; i < length; ++i) {
    hash = (hash ^ unchecked(bytes[i])) * 0x01000193;
  }
  return hash;
}
