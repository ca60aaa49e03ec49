import { Bytes } from "../text/bytes";
import { escapedAt } from "../text/escape";

/**
 * Appends from[start, end) to `to` as the value of a baggage member: whatever is no baggage-octet of the W3C
 * specification as %XX, and so the percent sign itself and the plus sign, which some readers take for a blank.
 */
export function encode(from: StaticArray<u8>, start: i32, end: i32, to: Bytes): void {
  for (let i = start; i < end; ++i) {
    const byte = <i32>unchecked(from[i]);
    if (isOctet(byte) && byte != 0x25 && byte != 0x2b) {
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
    const escaped = byte == 0x25 ? escapedAt(from, i, end) : -1;
    to.push(escaped < 0 ? byte : escaped);
    if (escaped >= 0) i += 2;
  }
}

/** A baggage-octet: visible ASCII without the quotation mark, the comma, the semicolon and the backslash. */
export function isOctet(byte: i32): bool {
  if (byte <= 0x20 || byte >= 0x7f) return false;
  return byte != 0x22 && byte != 0x2c && byte != 0x3b && byte != 0x5c;
}

function digit(value: i32): i32 {
  return value < 10 ? 0x30 + value : 0x37 + value;
}
