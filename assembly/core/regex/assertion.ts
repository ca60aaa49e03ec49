import { Char, isWord } from "./char";

/** What can be asked of a place in a value. */
export enum Assertion {
  BeginText,
  EndText,
  BeginLine,
  EndLine,
  WordBoundary,
  NoWordBoundary,
}

/** Stands for the byte before the first or after the last. */
export const NO_BYTE = -1;

/** True when the assertion holds between these two bytes, either of which may be NO_BYTE. */
export function holds(assertion: Assertion, before: i32, after: i32): bool {
  switch (assertion) {
    case Assertion.BeginText:
      return before == NO_BYTE;
    case Assertion.EndText:
      return after == NO_BYTE;
    case Assertion.BeginLine:
      return before == NO_BYTE || before == Char.Newline;
    case Assertion.EndLine:
      return after == NO_BYTE || after == Char.Newline;
    case Assertion.WordBoundary:
      return isWord(before) != isWord(after);
    default:
      return isWord(before) == isWord(after);
  }
}
