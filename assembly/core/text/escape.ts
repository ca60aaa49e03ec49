/** The byte that the escape at text[at] stands for, or -1 where two hexadecimal digits do not follow before `end`. */
export function escapedAt(text: StaticArray<u8>, at: i32, end: i32): i32 {
  if (at + 2 >= end) return -1;
  const high = valueOf(unchecked(text[at + 1]));
  const low = valueOf(unchecked(text[at + 2]));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

/** The value of a hexadecimal digit in either case, or -1. */
function valueOf(byte: i32): i32 {
  const letter = byte | 0x20;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
