import { Table } from "../hash/table";

/** What the ids of one pin get. */
export class Pin {
  constructor(
    readonly index: i32,
    /** Null: no tag, whatever the rules behind this one say. */
    readonly tagValue: StaticArray<u8> | null,
  ) {}
}

/** The pins of a rule: ids that get a tag value whatever their bucket is. */
export class Pins {
  readonly list: Pin[] = [];
  private readonly ids: Table<Pin>;

  /** For at most `most` ids. */
  constructor(most: i32) {
    this.ids = new Table<Pin>(most);
  }

  /** `ids` must be new here. */
  add(ids: StaticArray<u8>[], tagValue: StaticArray<u8> | null): void {
    const pin = new Pin(this.list.length, tagValue);
    this.list.push(pin);
    for (let i = 0; i < ids.length; ++i) this.ids.add(ids[i], pin);
  }

  /** The pin of the id bytes[start, end), or null. */
  find(bytes: StaticArray<u8>, start: i32, end: i32): Pin | null {
    return this.ids.find(bytes, start, end);
  }
}
