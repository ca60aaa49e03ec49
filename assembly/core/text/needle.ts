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
      if (this.byteOf(value, at + i) != unchecked(bytes[i])) return false;
    }
    return true;
  }

  /** The byte at value[at], in the letter case in which it is compared. */
  byteOf(value: StaticArray<u8>, at: i32): u8 {
    const byte = unchecked(value[at]);
    return this.isFolded ? smallOf(byte) : byte;
  }
}

/** A small letter for each of A to Z, any other byte as it is. */
export function smallOf(byte: u8): u8 {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
