import { Char, isBetween, isWord, lowerOf } from "./char";
import { Pattern } from "./pattern";

/**
 * Reads an escape that stands for one character, from its backslash, as \n, \x41 or \. do: its code point, or -1 and a
 * fault.
 */
export function takeEscape(pattern: Pattern): i32 {
  const start = pattern.at;
  ++pattern.at; // backslash
  if (pattern.peek() < 0) {
    pattern.fail(start, "is cut short; write \\\\ for a backslash");
    return -1;
  }
  const escaped = pattern.takePoint();
  if (escaped == Char.x) return hexadecimal(pattern, start);
  if (escaped == Char.Zero || (isOctal(escaped) && isOctal(pattern.peek()))) return octal(pattern, escaped);
  if (isBetween(escaped, 0, 0x7f)) {
    const control = CONTROLS.indexOf(String.fromCharCode(escaped));
    if (control >= 0) return <i32>CODES.charCodeAt(control);
    if (!isWord(escaped) || escaped == Char.Underscore) return escaped;
  }
  if (isClass(escaped)) takeClassName(pattern);
  pattern.fail(start, refusal(escaped));
  return -1;
}

const CONTROLS = "afnrtv";
const CODES = "\x07\f\n\r\t\v";

/** Why a backslash with this character is refused. */
function refusal(escaped: i32): string {
  if (isClass(escaped)) return "is a class of Unicode; write its ranges, as in [\\x{4E00}-\\x{9FFF}]";
  if (isBetween(escaped, Char.Zero, Char.Nine))
    return "is a back-reference, which RE2 does not have; write the text itself";
  return "is no escape here; there are \\d \\w \\s \\b \\z \\n \\x41 and others, and \\\\ for a backslash";
}

/** True for the letters of \p and \P, whose tables would be larger than all else of the module. */
function isClass(letter: i32): bool {
  return lowerOf(letter) == Char.p;
}

/** The name after \p: one character, or in braces. */
function takeClassName(pattern: Pattern): void {
  if (pattern.peek() < 0) return;
  const isBraced = pattern.take(Char.BraceOpen);
  while (isBraced && pattern.peek() >= 0 && pattern.peek() != Char.BraceClose) ++pattern.at;
  if (pattern.peek() >= 0) pattern.takePoint();
}

/** The two digits, or any number of them in braces, after \x. */
function hexadecimal(pattern: Pattern, start: i32): i32 {
  let point = 0;
  let digits = 0;
  const isBraced = pattern.take(Char.BraceOpen);
  for (; point <= 0x10ffff && (isBraced || digits < 2); ++digits) {
    const digit = digitOf(pattern.peek());
    if (digit < 0) break;
    point = (point << 4) | digit;
    ++pattern.at;
  }
  const isClosed = isBraced ? digits > 0 && pattern.take(Char.BraceClose) : digits == 2;
  if (isClosed && point <= 0x10ffff) return point;
  pattern.fail(start, "is no character; write one, as in \\x41 or \\x{1F600}");
  return -1;
}

function digitOf(byte: i32): i32 {
  if (isBetween(byte, Char.Zero, Char.Nine)) return byte - Char.Zero;
  const letter = lowerOf(byte);
  return isBetween(letter, Char.a, Char.f) ? letter - Char.a + 10 : -1;
}

/** At most three digits, of which `first` has been read. */
function octal(pattern: Pattern, first: i32): i32 {
  let point = first - Char.Zero;
  for (let digits = 1; digits < 3 && isOctal(pattern.peek()); ++digits) {
    point = 8 * point + pattern.peek() - Char.Zero;
    ++pattern.at;
  }
  return point;
}

function isOctal(byte: i32): bool {
  return isBetween(byte, Char.Zero, Char.Seven);
}
