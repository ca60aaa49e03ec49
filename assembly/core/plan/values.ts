/** Where a slot starts that nobody has looked for, and one whose value the request does not have. */
const UNKNOWN = -2;
const MISSING = -1;

/** What is known of one request: the value of each slot of a plan, as a part of `bytes`. Only `fit` allocates. */
export class Values {
  /** The host puts values here. Values that are made of others go behind them. */
  bytes: StaticArray<u8> = new StaticArray<u8>(0);
  /** Where in `bytes` the room behind all values begins. */
  free: i32 = 0;
  /** The value of slot i is bytes[starts[i], ends[i]); a start below 0 says that there is none. */
  starts: StaticArray<i32> = new StaticArray<i32>(0);
  ends: StaticArray<i32> = new StaticArray<i32>(0);

  /** Makes room for so many slots. */
  protected fitSlots(slots: i32): void {
    if (slots <= this.starts.length) return;
    this.starts = new StaticArray<i32>(slots);
    this.ends = new StaticArray<i32>(slots);
  }

  /** Forgets all values. The next will stand in `bytes`. */
  protected forget(slots: i32, bytes: StaticArray<u8>): void {
    this.bytes = bytes;
    this.free = 0;
    const starts = this.starts;
    for (let i = 0; i < slots; ++i) unchecked((starts[i] = UNKNOWN));
  }

  /** Puts bytes[start, end) into a slot. */
  @inline
  put(slot: i32, start: i32, end: i32): void {
    unchecked((this.starts[slot] = start));
    unchecked((this.ends[slot] = end));
  }

  /** Puts the next `length` bytes behind all values into a slot. */
  @inline
  take(slot: i32, length: i32): void {
    const start = this.free;
    this.free = start + length;
    this.put(slot, start, this.free);
  }

  /** Notes that the request has no value for a slot. */
  miss(slot: i32): void {
    unchecked((this.starts[slot] = MISSING));
  }

  /** True when somebody has looked for the slot's value. */
  isKnown(slot: i32): bool {
    return unchecked(this.starts[slot]) != UNKNOWN;
  }

  /** True when the slot has a value, if only an empty one. */
  has(slot: i32): bool {
    return unchecked(this.starts[slot]) >= 0;
  }

  /** True when the slot has a value that is not empty. */
  @inline
  isPresent(slot: i32): bool {
    const start = unchecked(this.starts[slot]);
    return start >= 0 && unchecked(this.ends[slot]) > start;
  }
}
