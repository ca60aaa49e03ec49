import { Char, lowerOf } from "./char";

/** The highest code point. */
export const LAST = 0x10ffff;

/** A set of code points. */
export class CodePoints {
  /** The first and the last of each range in turn, in order; ranges neither touch nor overlap. */
  readonly bounds: i32[] = [];

  /** Adds the code points from `first` to `last`. */
  add(first: i32, last: i32): void {
    const bounds = this.bounds;
    let from = 0;
    while (from < bounds.length && bounds[from + 1] < first - 1) from += 2;
    let to = from;
    for (; to < bounds.length && bounds[to] <= last + 1; to += 2) {
      first = min(first, bounds[to]);
      last = max(last, bounds[to + 1]);
    }
    const end = bounds.length;
    const length = end + from + 2 - to;
    bounds.length = max(length, end);
    bounds.copyWithin(from + 2, to, end);
    bounds.length = length;
    bounds[from] = first;
    bounds[from + 1] = last;
  }

  /** Adds what (?i) takes for the same: the other case of ASCII letters, and the signs K (U+212A) and ſ (U+017F). */
  fold(): void {
    for (let upper: i32 = Char.A; upper <= Char.Z; ++upper) {
      const lower = lowerOf(upper);
      if (this.count(upper, upper) + this.count(lower, lower) == 0) continue;
      this.add(upper, upper);
      this.add(lower, lower);
      if (upper == Char.K) this.add(0x212a, 0x212a);
      if (upper == Char.S) this.add(0x17f, 0x17f);
    }
  }

  addAll(others: CodePoints): void {
    const bounds = others.bounds;
    for (let i = 0; i < bounds.length; i += 2) this.add(bounds[i], bounds[i + 1]);
  }

  /** All code points that are not in this set. */
  complement(): CodePoints {
    const complement = new CodePoints();
    let first = 0;
    for (let i = 0; i < this.bounds.length; i += 2) {
      if (first < this.bounds[i]) complement.add(first, this.bounds[i] - 1);
      first = this.bounds[i + 1] + 1;
    }
    if (first <= LAST) complement.add(first, LAST);
    return complement;
  }

  /** How many of the code points from `first` to `last` are in the set. */
  count(first: i32, last: i32): i32 {
    let count = 0;
    for (let i = 0; i < this.bounds.length && this.bounds[i] <= last; i += 2) {
      count += max(0, min(last, this.bounds[i + 1]) - max(first, this.bounds[i]) + 1);
    }
    return count;
  }
}

// Where the letters outside ASCII live that have an upper and a lower case, in any version of Unicode so far: the first
// and the last of each range in turn. Not all in between have cases.
const CASED: StaticArray<i32> = [
  0xb5, 0x586, 0x10a0, 0x10ff, 0x13a0, 0x13fd, 0x1c80, 0x1cbf, 0x1d79, 0x1ffc, 0x2126, 0x2184, 0x24b6, 0x24e9,
  0x2c00, 0x2d2d, 0xa640, 0xa7f6, 0xab53, 0xabbf, 0xfb05, 0xfb06, 0xff21, 0xff5a, 0x10400, 0x105bc, 0x10c80,
  0x10d85, 0x118a0, 0x118df, 0x16e40, 0x16ed3, 0x1e900, 0x1e943,
];

/** True when a code point from `first` to `last` may have cases outside ASCII. */
export function mayHaveCases(first: i32, last: i32): bool {
  for (let i = 0; i < CASED.length; i += 2) {
    if (first <= CASED[i + 1] && CASED[i] <= last) return true;
  }
  return false;
}
