import { fromUtf8 } from "../text/bytes";
import { decimal, quote } from "../text/text";

/** The text of a regular expression, which must be UTF-8, read from front to back. */
export class Pattern {
  at: i32 = 0;
  /** What is wrong, where, and the remedy; "" while nothing is. Only the first fault is kept. */
  fault: string = "";

  constructor(private readonly bytes: StaticArray<u8>) {}

  /** The byte `offset` places ahead, or -1 past the end. */
  peek(offset: i32 = 0): i32 {
    const at = this.at + offset;
    return at < this.bytes.length ? <i32>unchecked(this.bytes[at]) : -1;
  }

  /** Steps over the next byte if it is this one. */
  take(byte: i32): bool {
    if (this.peek() != byte) return false;
    ++this.at;
    return true;
  }

  /** As `take`, for two bytes. */
  takePair(first: i32, second: i32): bool {
    if (this.peek() != first || this.peek(1) != second) return false;
    this.at += 2;
    return true;
  }

  /** Steps over one character and returns its code point. Not at the end. */
  takePoint(): i32 {
    const first = this.peek();
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let point = size == 1 ? first : first & (0xff >> (size + 1));
    for (let i = 1; i < size; ++i) point = (point << 6) | (this.peek(i) & 0x3f);
    this.at += size;
    return point;
  }

  /** Notes that the text from `start` to here is at fault: `why` goes on from it and ends in the remedy. */
  fail(start: i32, why: string): void {
    const text = fromUtf8(this.bytes.slice<StaticArray<u8>>(start, this.at));
    this.report(quote(text) + " at byte " + decimal(start) + " " + why);
  }

  report(fault: string): void {
    if (this.fault.length == 0) this.fault = fault;
  }
}
