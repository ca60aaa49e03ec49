import { isSame } from "../text/bytes";
import { SET_COOKIE } from "./telling";

/** The lines that a Telling wrote, one after the other. What is no such text has no lines. */
export class Told {
  nameStart: i32 = 0;
  nameEnd: i32 = 0;
  valueStart: i32 = 0;
  valueEnd: i32 = 0;

  private bytes: StaticArray<u8> = [];
  private length: i32 = 0;

  /** Begins before the first line of bytes[0, length). */
  begin(bytes: StaticArray<u8>, length: i32): void {
    this.bytes = bytes;
    this.length = length;
    this.valueEnd = -1;
  }

  /** Goes on to the next line; false when there is none. */
  next(): bool {
    this.nameStart = this.valueEnd + 1;
    this.nameEnd = this.endFrom(this.nameStart);
    this.valueStart = this.nameEnd + 1;
    this.valueEnd = this.endFrom(this.valueStart);
    return this.nameEnd > this.nameStart && this.valueEnd < this.length;
  }

  /** True for a cookie, which stands beside others. */
  get isCookie(): bool {
    return isSame(this.bytes, this.nameStart, this.nameEnd, SET_COOKIE, 0, SET_COOKIE.length);
  }

  /** True for a header that the answer is not to have. */
  get isEmpty(): bool {
    return this.valueEnd == this.valueStart;
  }

  /** Where the next NUL stands; the end where there is none. */
  private endFrom(at: i32): i32 {
    while (at < this.length && unchecked(this.bytes[at]) != 0) ++at;
    return at;
  }
}
