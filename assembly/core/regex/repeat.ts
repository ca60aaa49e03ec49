import { Char } from "./char";
import { Pattern } from "./pattern";
import { UNBOUNDED } from "./tree";

/** How often something is repeated. */
export class Repeat {
  isLazy: bool = false;

  constructor(
    readonly least: i32,
    readonly most: i32,
  ) {}
}

/** Reads *, +, ?, {n}, {n,} or {n,m}, each with a ? where it is lazy; null where none stands here. */
export function takeRepeat(pattern: Pattern): Repeat | null {
  const repeat = takeOperator(pattern);
  if (repeat !== null) repeat.isLazy = pattern.take(Char.Question);
  return repeat;
}

function takeOperator(pattern: Pattern): Repeat | null {
  if (pattern.take(Char.Star)) return new Repeat(0, UNBOUNDED);
  if (pattern.take(Char.Plus)) return new Repeat(1, UNBOUNDED);
  if (pattern.take(Char.Question)) return new Repeat(0, 1);
  const start = pattern.at;
  const repeat = takeCount(pattern);
  if (repeat === null) pattern.at = start; // what looks nearly like a count, such as {,5}, is text
  return repeat;
}

function takeCount(pattern: Pattern): Repeat | null {
  if (!pattern.take(Char.BraceOpen)) return null;
  const least = takeNumber(pattern);
  if (least < 0) return null;
  if (pattern.take(Char.BraceClose)) return new Repeat(least, least);
  if (!pattern.take(Char.Comma)) return null;
  if (pattern.take(Char.BraceClose)) return new Repeat(least, UNBOUNDED);
  const most = takeNumber(pattern);
  return most < 0 || !pattern.take(Char.BraceClose) ? null : new Repeat(least, most);
}

/** Reads a whole number of at most nine digits, without a zero in front of others; -1 where none stands here. */
function takeNumber(pattern: Pattern): i32 {
  let number = -1;
  for (let digit = pattern.peek() - Char.Zero; digit >= 0 && digit <= 9; digit = pattern.peek() - Char.Zero) {
    if (number == 0 || number >= 100_000_000) return -1;
    number = 10 * max(number, 0) + digit;
    ++pattern.at;
  }
  return number;
}
