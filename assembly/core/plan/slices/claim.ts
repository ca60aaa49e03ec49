import { isUtf8 } from "../../text/utf8";
import { Values } from "../values";
import { Slice } from "./slice";

/** A whole number has at most so many digits. */
const MOST_DIGITS = 14;
/** From here on the 8 bytes of a number could be those of a text. */
const LEAST_UNTOLD: f64 = 17592186044416; // 2^44

/**
 * A claim out of a property. The host hands a text over as its bytes, a number as the 8 bytes of a double, and does not say
 * which. A whole number below 2^44 has a NUL among them, as no id has, and counts as its decimal digits. What else has a
 * control character or is no UTF-8 (a list, an object, true, a fraction) is no id: it is missing.
 */
export class Claim extends Slice {
  cut(values: Values, start: i32, end: i32): void {
    const bytes = values.bytes;
    if (isText(bytes, start, end)) return values.put(this.index, start, end);
    if (end - start != 8) return values.miss(this.index);
    const number = load<f64>(changetype<usize>(bytes) + start);
    const isWhole = number >= 0 && number < LEAST_UNTOLD && Math.floor(number) == number;
    if (isWhole && bytes.length - values.free >= MOST_DIGITS) this.write(values, <u64>number);
    else values.miss(this.index);
  }

  private write(values: Values, number: u64): void {
    let size = 1;
    for (let rest = number; rest >= 10; rest /= 10) ++size;
    let at = values.free + size;
    values.take(this.index, size);
    for (let rest = number; size > 0; --size, rest /= 10) {
      unchecked((values.bytes[--at] = <u8>(0x30 + (rest % 10))));
    }
  }
}

function isText(bytes: StaticArray<u8>, start: i32, end: i32): bool {
  for (let i = start; i < end; ++i) if (unchecked(bytes[i]) < 0x20) return false;
  return isUtf8(bytes, start, end);
}
