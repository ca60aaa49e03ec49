import { Needle, smallOf } from "../../text/needle";
import { ValueTest } from "./value-test";

/**
 * One text anywhere in the value, by the algorithm of Knuth, Morris and Pratt ("Fast Pattern Matching in Strings", 1977): it
 * never goes back in the value, so that a client cannot make it slow.
 */
export class Contains implements ValueTest {
  /** For each length of what is found so far, the length of the longest shorter beginning of the text that it ends with. */
  private readonly borders: StaticArray<i32>;

  constructor(private readonly needle: Needle) {
    const text = needle.bytes;
    const borders = new StaticArray<i32>(text.length + 1);
    let border = 0;
    for (let i = 1; i < text.length; ++i) {
      while (border > 0 && text[i] != text[border]) border = borders[border];
      if (text[i] == text[border]) ++border;
      borders[i + 1] = border;
    }
    this.borders = borders;
  }

  holds(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const isFolded = this.needle.isFolded;
    const text = this.needle.bytes;
    const borders = this.borders;
    const length = text.length;
    let found = 0;
    for (let i = start; i < end; ++i) {
      const read = unchecked(bytes[i]);
      const byte = isFolded ? smallOf(read) : read;
      while (found > 0 && unchecked(text[found]) != byte) found = unchecked(borders[found]);
      if (unchecked(text[found]) == byte && ++found == length) return true;
    }
    return false;
  }
}
