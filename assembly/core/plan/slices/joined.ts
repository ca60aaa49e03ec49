import { Read, Sought } from "../slot";
import { Values } from "../values";

/** No client may put it into a value: it would choose where one part ends and the next begins. */
export const SEPARATOR: u8 = 0x1f;

/** Several values as one, with U+001F between them. Missing where one of them is, is empty, or has a U+001F itself. */
export class Joined extends Sought {
  constructor(
    index: i32,
    readonly parts: Sought[],
  ) {
    super(index);
  }

  protected seekUnknown(values: Values): Read | null {
    const parts = this.parts;
    let size = parts.length - 1;
    for (let i = 0, k = parts.length; i < k; ++i) {
      const part = unchecked(parts[i]);
      const read = part.seek(values);
      if (read !== null) return read;
      if (!isPart(values, part.index)) {
        values.miss(this.index);
        return null;
      }
      size += unchecked(values.ends[part.index]) - unchecked(values.starts[part.index]);
    }
    if (size > values.bytes.length - values.free) values.miss(this.index);
    else this.join(values, size);
    return null;
  }

  private join(values: Values, size: i32): void {
    const bytes = values.bytes;
    const parts = this.parts;
    let at = values.free;
    values.take(this.index, size);
    for (let i = 0, k = parts.length; i < k; ++i) {
      if (i > 0) unchecked((bytes[at++] = SEPARATOR));
      const part = unchecked(parts[i]).index;
      const end = unchecked(values.ends[part]);
      for (let j = unchecked(values.starts[part]); j < end; ++j) unchecked((bytes[at++] = bytes[j]));
    }
  }
}

function isPart(values: Values, slot: i32): bool {
  if (!values.isPresent(slot)) return false;
  const end = unchecked(values.ends[slot]);
  for (let i = unchecked(values.starts[slot]); i < end; ++i) {
    if (unchecked(values.bytes[i]) == SEPARATOR) return false;
  }
  return true;
}
