import { Char, lowerOf } from "./char";
import { CodePoints } from "./code-points";

const DIGITS = "09";
const WORD = "09AZ__az";

// After each name the first and the last character of its ranges.
const CLASSES =
  "[:alnum:]09AZaz[:alpha:]AZaz[:ascii:]\x00\x7f[:blank:]\t\t  [:cntrl:]\x00\x1f\x7f\x7f[:digit:]09[:graph:]!~[:lower:]az" +
  "[:print:] ~[:punct:]!/:@[`{~[:space:]\t\r  [:upper:]AZ[:word:]09AZ__az[:xdigit:]09AFaf[:";

/** The class that POSIX writes as [:name:], null where there is none. */
export function posixClass(name: string, isFolded: bool): CodePoints | null {
  const title = "[:" + name + ":]";
  const at = CLASSES.indexOf(title);
  if (at < 0) return null;
  const start = at + title.length;
  return setOf(CLASSES.substring(start, CLASSES.indexOf("[:", start)), isFolded);
}

/** The class that Perl writes as \d, \s, \w, and in upper case what is not in it; null for another letter. */
export function perlClass(letter: i32, isFolded: bool): CodePoints | null {
  const lower = lowerOf(letter);
  let ranges = "";
  if (lower == Char.d) ranges = DIGITS;
  else if (lower == Char.s) ranges = "\t\n\f\r  ";
  else if (lower == Char.w) ranges = WORD;
  else return null;
  const set = setOf(ranges, isFolded);
  return letter == lower ? set : set.complement();
}

function setOf(ranges: string, isFolded: bool): CodePoints {
  const set = new CodePoints();
  for (let i = 0; i < ranges.length; i += 2) {
    set.add(ranges.charCodeAt(i), ranges.charCodeAt(i + 1));
  }
  if (isFolded) set.fold();
  return set;
}
