/**
 * Where the host of an :authority ends, bytes[start, end), and its port begins; `end` where it has no port. An IPv6 address
 * stands in brackets, which are of the host.
 */
export function hostEnd(bytes: StaticArray<u8>, start: i32, end: i32): i32 {
  for (let at = end - 1; at >= start; --at) {
    const byte = <i32>unchecked(bytes[at]);
    if (byte == 0x3a) return at;
    if (byte == 0x5d) return end;
  }
  return end;
}
