import { Read, Sought } from "../slot";
import { Values } from "../values";

/** A value that is made of another one, without asking the host. It is missing where that is. */
export abstract class Slice extends Sought {
  constructor(
    index: i32,
    readonly whole: Sought,
  ) {
    super(index);
  }

  /** Puts into the slot what there is of values.bytes[start, end), or notes that there is nothing. */
  abstract cut(values: Values, start: i32, end: i32): void;

  protected seekUnknown(values: Values): Read | null {
    const read = this.whole.seek(values);
    if (read !== null) return read;
    const whole = this.whole.index;
    if (values.has(whole)) this.cut(values, unchecked(values.starts[whole]), unchecked(values.ends[whole]));
    else values.miss(this.index);
    return null;
  }
}
