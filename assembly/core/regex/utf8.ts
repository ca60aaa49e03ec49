import { CodePoints, LAST } from "./code-points";
import { highOf, Instruction, instruction, lowOf, nextOf, Op } from "./instruction";
import { Draft, NOWHERE } from "./program";

/** Writes what takes one code point of `set`, in UTF-8, and goes to `next`; returns its place. */
export function writeSet(draft: Draft, set: CodePoints, next: i32): i32 {
  const writer = new SetWriter(draft, set, next);
  const bytes: Instruction[] = [];
  writer.collect(bytes, 0, 0x7f, 0, 0);
  writer.collect(bytes, 0x80, 0x7ff, 6, 0xc0);
  writer.collect(bytes, 0x800, 0xffff, 12, 0xe0);
  writer.collect(bytes, 0x10000, LAST, 18, 0xf0);
  return writer.write(bytes);
}

const UNWRITTEN = -1;

class SetWriter {
  /** Where any 0, 1, 2 or 3 continuation bytes are taken on the way to what follows; UNWRITTEN ones are not needed so far. */
  private readonly tails: i32[] = [UNWRITTEN, UNWRITTEN, UNWRITTEN, UNWRITTEN];
  /**
   * RE2 is lenient where a set has all code points outside ASCII, as that of a dot: overlong forms that begin with E0 or F0
   * pass then, and F4 with what would be above the last code point.
   */
  private readonly isLenient: bool;

  constructor(
    private readonly draft: Draft,
    private readonly set: CodePoints,
    next: i32,
  ) {
    this.tails[0] = next;
    this.isLenient = set.count(0x80, LAST) == LAST - 0x7f;
  }

  /**
   * Collects the bytes that begin the code points from `first` to `last`, or go on in them: each stands for a block of
   * 1 << `shift` code points and is the block's number plus `offset`.
   */
  collect(bytes: Instruction[], first: i32, last: i32, shift: i32, offset: i32): void {
    for (let block = first >> shift; block <= last >> shift; ++block) {
      const low = max(first, block << shift);
      const high = min(last, ((block + 1) << shift) - 1);
      const count = this.set.count(low, high);
      if (count == 0) continue;
      const size = high - low + 1;
      const isWhole = count == size && (size == 1 << shift || this.isLenient);
      append(bytes, block + offset, isWhole ? this.tail(shift / 6) : this.part(low, high, shift - 6));
    }
  }

  /** Writes what was collected; returns its place. */
  write(bytes: Instruction[]): i32 {
    const last = bytes.length - 1;
    if (last < 0) return NOWHERE;
    const place = this.draft.code.length;
    for (let i = 0; i < last; ++i) this.draft.add(bytes[i]);
    this.draft.add(instruction(Op.LastByte, nextOf(bytes[last]), lowOf(bytes[last]), highOf(bytes[last])));
    return place;
  }

  /** Where the continuation bytes of the code points from `low` to `high`, all of one block, are taken. */
  private part(low: i32, high: i32, shift: i32): i32 {
    const bytes: Instruction[] = [];
    this.collect(bytes, low, high, shift, 0x80 - ((low >> (shift + 6)) << 6));
    return this.write(bytes);
  }

  private tail(length: i32): i32 {
    if (this.tails[length] == UNWRITTEN) {
      this.tails[length] = this.draft.add(instruction(Op.LastByte, this.tail(length - 1), 0x80, 0xbf));
    }
    return this.tails[length];
  }
}

/** Adds one byte that leads to `next`: to the last range where it goes on with that, else as a range of its own. */
function append(bytes: Instruction[], byte: i32, next: i32): void {
  const last = bytes.length - 1;
  if (last >= 0 && highOf(bytes[last]) == byte - 1 && nextOf(bytes[last]) == next) {
    bytes[last] = instruction(Op.Byte, next, lowOf(bytes[last]), byte);
  } else {
    bytes.push(instruction(Op.Byte, next, byte, byte));
  }
}
