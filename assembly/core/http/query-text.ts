import { Bytes } from "../text/bytes";

/**
 * Appends from[start, end) to `to` as a part of a query string, or of a cookie: letters, digits and - . _ ~ stand for
 * themselves (RFC 3986 §2.3), every other byte as %XX.
 */
export function escape(from: StaticArray<u8>, start: i32, end: i32, to: Bytes): void {
  for (let i = start; i < end; ++i) {
    const byte = <i32>unchecked(from[i]);
    if (isUnreserved(byte)) {
      to.push(byte);
      continue;
    }
    to.push(0x25);
    to.push(digit(byte >> 4));
    to.push(digit(byte & 15));
  }
}

function isUnreserved(byte: i32): bool {
  const letter = byte | 0x20;
  if ((letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39)) return true;
  return byte == 0x2d || byte == 0x2e || byte == 0x5f || byte == 0x7e;
}

function digit(value: i32): i32 {
  return value < 10 ? 0x30 + value : 0x37 + value;
}
