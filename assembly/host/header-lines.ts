import { requestFaults } from "./counter";
import { proxy_get_header_map_pairs } from "./env";
import { answered, prepare, received, RETURNED } from "./memory";

const REQUEST_HEADERS: u32 = 0;

// The host writes the number of lines; then, for each line, the lengths of its name and value; then each name and value,
// with a NUL behind it. A number takes 4 bytes.
const COUNT_SIZE = 4;
const LENGTHS_SIZE = 8;
const BROKEN = -1;

/**
 * Every header line of the request. Only this call shows the second line of one name. The lines stand in `received()`
 * until the host hands over something else.
 */
export class HeaderLines {
  /** The line that `next` went to: its name and its value in `received()`. */
  nameStart: i32 = 0;
  nameEnd: i32 = 0;
  valueStart: i32 = 0;
  valueEnd: i32 = 0;

  private count: i32 = 0;
  private index: i32 = 0;

  /** Reads the lines. After a fault, which is counted, it returns false and there are none. */
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

/** The number of lines in the first `length` bytes of `received()`; BROKEN when some of them end beyond these. */
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
