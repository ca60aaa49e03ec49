/** Follows a text byte by byte: is it UTF-8? By table 3-7 of the Unicode Standard: the shortest form, no surrogates. */
export class Utf8 {
  // Bytes that the character still needs, and the bounds of the next one.
  private needs: i32 = 0;
  private least: i32 = 0x80;
  private most: i32 = 0xbf;

  begin(): void {
    this.needs = 0;
  }

  /** True between two characters. */
  get isWhole(): bool {
    return this.needs == 0;
  }

  /** False when no UTF-8 goes on with this byte. */
  take(byte: i32): bool {
    if (this.needs == 0) return byte < 0x80 || this.start(byte);
    if (byte < this.least || byte > this.most) return false;
    --this.needs;
    this.least = 0x80;
    this.most = 0xbf;
    return true;
  }

  private start(byte: i32): bool {
    if (byte < 0xc2 || byte > 0xf4) return false;
    this.needs = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.least = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
    this.most = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    return true;
  }
}

const utf8 = new Utf8();

/** True when bytes[start, end) is UTF-8. */
export function isUtf8(bytes: StaticArray<u8>, start: i32, end: i32): bool {
  utf8.begin();
  for (let i = start; i < end; ++i) if (!utf8.take(unchecked(bytes[i]))) return false;
  return utf8.isWhole;
}
