/** A text to look for in values, not empty. With `isFolded` the letter case of A to Z counts for nothing; then it is small. */
export class Needle {
  constructor(
    readonly bytes: StaticArray<u8>,
    readonly isFolded: bool,
  ) {}

  get length(): i32 {
    return this.bytes.length;
  }

  /** True when the text stands in value[at, at + length), which must be within the value. */
  isAt(value: StaticArray<u8>, at: i32): bool {
    const bytes = this.bytes;
    for (let i = 0, k = bytes.length; i < k; ++i) {
      const byte = unchecked(value[at + i]);
      if ((this.isFolded ? smallOf(byte) : byte) != unchecked(bytes[i])) return false;
    }
    return true;
  }
}

/** A small letter for each of A to Z, any other byte as it is. */
export function smallOf(byte: u8): u8 {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
