/** The ASCII characters that mean something in an expression. */
export enum Char {
  Newline = 0x0a,
  Space = 0x20,
  Bang = 0x21,
  Dollar = 0x24,
  ParenOpen = 0x28,
  ParenClose = 0x29,
  Star = 0x2a,
  Plus = 0x2b,
  Comma = 0x2c,
  Minus = 0x2d,
  Dot = 0x2e,
  Zero = 0x30,
  Seven = 0x37,
  Nine = 0x39,
  Colon = 0x3a,
  Less = 0x3c,
  Equals = 0x3d,
  Greater = 0x3e,
  Question = 0x3f,
  A = 0x41,
  B = 0x42,
  E = 0x45,
  K = 0x4b,
  P = 0x50,
  Q = 0x51,
  S = 0x53,
  Z = 0x5a,
  BracketOpen = 0x5b,
  Backslash = 0x5c,
  BracketClose = 0x5d,
  Caret = 0x5e,
  Underscore = 0x5f,
  a = 0x61,
  b = 0x62,
  d = 0x64,
  f = 0x66,
  p = 0x70,
  s = 0x73,
  w = 0x77,
  x = 0x78,
  z = 0x7a,
  BraceOpen = 0x7b,
  Bar = 0x7c,
  BraceClose = 0x7d,
}

/** An ASCII letter in lower case; what is no letter becomes none. */
export function lowerOf(byte: i32): i32 {
  return byte >= 0 ? byte | 0x20 : byte;
}

/** True for ASCII letters, digits and _: of other characters no byte is a word's, as in RE2. */
export function isWord(byte: i32): bool {
  return (
    isBetween(byte, Char.Zero, Char.Nine) ||
    byte == Char.Underscore ||
    isBetween(lowerOf(byte), Char.a, Char.z)
  );
}

export function isBetween(byte: i32, low: i32, high: i32): bool {
  return byte >= low && byte <= high;
}
