import { Slot } from "./slot";
import { Values } from "./values";

/** The header in which an operator asks what is decided, and what it must say. Its value stands at `index` in the Request. */
export class Debug extends Slot {
  constructor(
    index: i32,
    readonly name: StaticArray<u8>,
    private readonly token: StaticArray<u8>,
  ) {
    super(index);
  }

  /**
   * True when the request carries the token. It takes as long for a wrong one, of any length, as for none: it looks at every
   * byte of the token, and never leaves early.
   */
  isAskedBy(values: Values): bool {
    const token = this.token;
    const start = unchecked(values.starts[this.index]);
    const length = start < 0 ? 0 : unchecked(values.ends[this.index]) - start;
    let difference = length ^ token.length;
    for (let i = 0, k = token.length; i < k; ++i) {
      const byte = i < length ? <i32>unchecked(values.bytes[start + i]) : 0;
      difference |= byte ^ (<i32>unchecked(token[i]));
    }
    return difference == 0;
  }
}
