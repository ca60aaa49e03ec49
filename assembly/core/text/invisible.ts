// First and last code point of each range of Unicode 17 that shows nothing: White_Space, Default_Ignorable_Code_Point and
// the control characters, Cc. A test holds them against the tables of the Unicode that Node has.
const RANGES: i32[] = [
  0x0000, 0x0020, 0x007f, 0x00a0, 0x00ad, 0x00ad, 0x034f, 0x034f, 0x061c, 0x061c, 0x115f, 0x1160, 0x1680,
  0x1680, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2000, 0x200f, 0x2028, 0x202f, 0x205f, 0x206f, 0x3000, 0x3000,
  0x3164, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfff8, 0x1bca0, 0x1bca3, 0x1d173,
  0x1d17a, 0xe0000, 0xe0fff,
];

/** True for a character that a reader does not see: blanks of every kind, joiners, marks of direction, controls. */
export function isInvisible(point: i32): bool {
  for (let i = 0; i < RANGES.length; i += 2) {
    if (point < unchecked(RANGES[i])) return false;
    if (point <= unchecked(RANGES[i + 1])) return true;
  }
  return false;
}
