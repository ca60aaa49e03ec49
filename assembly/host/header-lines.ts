import { requestFaults } from "./counter";
import { proxy_get_header_map_pairs } from "./env";
import { answered, prepare, received, RETURNED } from "./memory";

const REQUEST_HEADERS: u32 = 0;

// The host writes the number of lines, then the lengths of name and value of each, then each name and each value with a
// NUL behind it; a number takes 4 bytes.
const COUNT_SIZE = 4;
const LENGTHS_SIZE = 8;
const BROKEN = -1;

/**
 * Every header line of the request, also the second of one name, which no other call shows. The lines stand in
 * `received()` until the host hands over something else.
 */
export class HeaderLines {
  /** The line that `next` went to: its name and its value in `received()`. */
  nameStart: i32 = 0;
  nameEnd: i32 = 0;
  valueStart: i32 = 0;
  valueEnd: i32 = 0;

  private count: i32 = 0;
  private index: i32 = 0;

  /** Reads the lines; false, and none are there, after a fault, which is counted. */
  read(): bool {
    prepare();
    const length = answered(proxy_get_header_map_pairs(REQUEST_HEADERS, RETURNED, RETURNED + 4));
    const count = length == 0 ? 0 : countWithin(length);
    const isWhole = count >= 0;
    if (!isWhole) requestFaults.add();
    this.count = isWhole ? count : 0;
    this.rewind();
    return isWhole;
  }

  /** Goes back before the first line. */
  rewind(): void {
    this.index = 0;
    this.valueEnd = COUNT_SIZE + LENGTHS_SIZE * this.count - 1;
  }

  /** Goes on to the next line; false when there is none. */
  next(): bool {
    if (this.index >= this.count) return false;
    const lengths = changetype<usize>(received()) + COUNT_SIZE + LENGTHS_SIZE * this.index++;
    this.nameStart = this.valueEnd + 1;
    this.nameEnd = this.nameStart + load<i32>(lengths);
    this.valueStart = this.nameEnd + 1;
    this.valueEnd = this.valueStart + load<i32>(lengths, 4);
    return true;
  }
}

/** The number of lines in the first `length` bytes of `received()`; BROKEN where they do not all end within these. */
function countWithin(length: i32): i32 {
  if (length < COUNT_SIZE) return BROKEN;
  const at = changetype<usize>(received());
  const count = load<u32>(at);
  if (count > <u32>(length - COUNT_SIZE) / LENGTHS_SIZE) return BROKEN;
  let end = <u64>COUNT_SIZE;
  for (let i: u32 = 0; i < count; ++i) {
    const lengths = at + COUNT_SIZE + LENGTHS_SIZE * i;
    end += LENGTHS_SIZE + <u64>load<u32>(lengths) + 1 + <u64>load<u32>(lengths, 4) + 1;
  }
  return end > <u64>length ? BROKEN : count;
}
