import { isSame } from "../../text/bytes";
import { Sought } from "../slot";
import { Values } from "../values";
import { Slice } from "./slice";

/** An id that is somebody's: missing where it is one of those that stand for nobody. */
export class Named extends Slice {
  constructor(
    index: i32,
    whole: Sought,
    private readonly placeholders: StaticArray<u8>[],
  ) {
    super(index, whole);
  }

  cut(values: Values, start: i32, end: i32): void {
    const placeholders = this.placeholders;
    for (let i = 0, k = placeholders.length; i < k; ++i) {
      const placeholder = unchecked(placeholders[i]);
      if (isSame(values.bytes, start, end, placeholder, 0, placeholder.length))
        return values.miss(this.index);
    }
    values.put(this.index, start, end);
  }
}
