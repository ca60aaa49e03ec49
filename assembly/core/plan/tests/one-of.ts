import { Table } from "../../hash/table";
import { smallOf } from "../../text/needle";
import { ValueTest } from "./value-test";

/** One of several texts as the value, however many they are. With `isFolded` these are small. */
export class OneOf implements ValueTest {
  private readonly table: Table<StaticArray<u8>>;
  /** Room for a value in small letters. A longer one is none of the texts. */
  private readonly small: StaticArray<u8>;

  constructor(
    texts: StaticArray<u8>[],
    private readonly isFolded: bool,
  ) {
    const table = new Table<StaticArray<u8>>(texts.length);
    let longest = 0;
    for (let i = 0; i < texts.length; ++i) {
      table.add(texts[i], texts[i]);
      longest = max(longest, texts[i].length);
    }
    this.table = table;
    this.small = new StaticArray<u8>(isFolded ? longest : 0);
  }

  holds(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    if (!this.isFolded) return this.table.find(bytes, start, end) !== null;
    const small = this.small;
    const length = end - start;
    if (length > small.length) return false;
    for (let i = 0; i < length; ++i) unchecked((small[i] = smallOf(bytes[start + i])));
    return this.table.find(small, 0, length) !== null;
  }
}
