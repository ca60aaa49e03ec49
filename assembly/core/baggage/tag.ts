import { isTokenUnit } from "../http/header";

/**
 * True when bytes[start, end) can be the name of a tag header, in lower case as hosts write it. A member of baggage with
 * such a prefix may go on with anything, so this looks at all of it. % and + are out: some readers decode them in keys.
 */
export function isTagName(bytes: StaticArray<u8>, start: i32, end: i32): bool {
  for (let i = start; i < end; ++i) {
    const byte = <i32>unchecked(bytes[i]);
    const isUpper = byte >= 0x41 && byte <= 0x5a;
    if (!isTokenUnit(byte) || isUpper || byte == 0x25 || byte == 0x2b) return false;
  }
  return end > start;
}

/**
 * True when bytes[start, end) can be the value of a tag header: not empty, no control character, no blank at either end.
 * A percent-encoded value may decode to anything, even to a line break that would forge a header.
 */
export function isTagValue(bytes: StaticArray<u8>, start: i32, end: i32): bool {
  if (start == end || isBlank(unchecked(bytes[start])) || isBlank(unchecked(bytes[end - 1]))) return false;
  for (let i = start; i < end; ++i) {
    const byte = <i32>unchecked(bytes[i]);
    if ((byte < 0x20 && byte != 0x09) || byte == 0x7f) return false;
  }
  return true;
}

function isBlank(byte: i32): bool {
  return byte == 0x20 || byte == 0x09;
}
