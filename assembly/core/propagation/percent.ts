import { Bytes } from "../bytes";

/**
 * Appends from[start, end) to `to` as the value of a baggage member: whatever is no baggage-octet of the W3C
 * specification, and the percent sign itself, as %XX. The bytes need not be UTF-8.
 */
export function encode(from: StaticArray<u8>, start: i32, end: i32, to: Bytes): void {
  for (let i = start; i < end; ++i) {
    const byte = <i32>unchecked(from[i]);
    if (isPlain(byte)) {
      to.push(byte);
      continue;
    }
    to.push(0x25);
    to.push(digit(byte >> 4));
    to.push(digit(byte & 15));
  }
}

/** Appends to `to` what `encode` was given. A percent sign without two hexadecimal digits stands for itself. */
export function decode(from: StaticArray<u8>, start: i32, end: i32, to: Bytes): void {
  for (let i = start; i < end; ++i) {
    const byte = <i32>unchecked(from[i]);
    const high = byte == 0x25 && i + 2 < end ? valueOf(unchecked(from[i + 1])) : -1;
    const low = high >= 0 ? valueOf(unchecked(from[i + 2])) : -1;
    if (low < 0) {
      to.push(byte);
      continue;
    }
    to.push((high << 4) | low);
    i += 2;
  }
}

/** A baggage-octet other than %: visible ASCII without the quotation mark, the comma, the semicolon and the backslash. */
function isPlain(byte: i32): bool {
  if (byte <= 0x20 || byte >= 0x7f) return false;
  return byte != 0x22 && byte != 0x25 && byte != 0x2c && byte != 0x3b && byte != 0x5c;
}

function digit(value: i32): i32 {
  return value < 10 ? 0x30 + value : 0x37 + value;
}

/** The value of a hexadecimal digit in either case, or -1. */
function valueOf(byte: i32): i32 {
  const letter = byte | 0x20;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
