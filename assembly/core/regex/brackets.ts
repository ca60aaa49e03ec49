import { Char } from "./char";
import { CodePoints, mayHaveCases } from "./code-points";
import { takeEscape } from "./escape";
import { perlClass, posixClass } from "./named-classes";
import { Pattern } from "./pattern";

/** Reads [...], from its bracket: its set, or a fault. */
export function takeBrackets(pattern: Pattern, isFolded: bool): CodePoints {
  const start = pattern.at;
  ++pattern.at; // [
  const set = new CodePoints();
  const isNegated = pattern.take(Char.Caret);
  for (let isFirst = true; isFirst || pattern.peek() != Char.BracketClose; isFirst = false) {
    if (pattern.peek() < 0) pattern.fail(start, "is not closed; add a ]");
    if (pattern.fault.length > 0) return set;
    if (!takePosixClass(pattern, set, isFolded) && !takePerlClass(pattern, set, isFolded))
      takeRange(pattern, set, isFolded);
  }
  ++pattern.at; // ]
  if (isFolded) set.fold();
  return isNegated ? set.complement() : set;
}

/** Reads \d and the like, if it stands here. */
export function takePerlClass(pattern: Pattern, to: CodePoints, isFolded: bool): bool {
  if (pattern.peek() != Char.Backslash) return false;
  const named = perlClass(pattern.peek(1), isFolded);
  if (named === null) return false;
  pattern.at += 2;
  to.addAll(named);
  return true;
}

/** Reads [:name:] or [:^name:], if it stands here. */
function takePosixClass(pattern: Pattern, to: CodePoints, isFolded: bool): bool {
  if (pattern.peek() != Char.BracketOpen || pattern.peek(1) != Char.Colon) return false;
  let end = 2;
  while (pattern.peek(end) != Char.Colon || pattern.peek(end + 1) != Char.BracketClose) {
    if (pattern.peek(end++) < 0) return false;
  }
  const isNegated = pattern.peek(2) == Char.Caret;
  let name = "";
  for (let i = isNegated ? 3 : 2; i < end; ++i) name += String.fromCharCode(pattern.peek(i));
  const start = pattern.at;
  pattern.at += end + 2;
  const named = posixClass(name, isFolded);
  if (named === null) pattern.fail(start, "is no class; write one such as [:alpha:]");
  else to.addAll(isNegated ? named.complement() : named);
  return true;
}

/** Reads one character, or two with a hyphen between. */
function takeRange(pattern: Pattern, to: CodePoints, isFolded: bool): void {
  const start = pattern.at;
  const first = takeCharacter(pattern);
  let last = first;
  if (pattern.peek() == Char.Minus && pattern.peek(1) >= 0 && pattern.peek(1) != Char.BracketClose) {
    ++pattern.at; // -
    last = takeCharacter(pattern);
  }
  if (last < first) pattern.fail(start, "runs backwards; swap its ends");
  if (isFolded) refuseCases(pattern, start, first, last);
  to.add(first, last);
}

/** Reads one character or its escape: its code point, or -1 and a fault. Not at the end. */
export function takeCharacter(pattern: Pattern): i32 {
  return pattern.peek() == Char.Backslash ? takeEscape(pattern) : pattern.takePoint();
}

/** Faults characters of which (?i) would have to know the cases. */
export function refuseCases(pattern: Pattern, start: i32, first: i32, last: i32): void {
  if (!mayHaveCases(first, last)) return;
  pattern.fail(start, "has cases outside ASCII; write them all, as in (?-i:[éÉ])");
}
