import { fnv1a32 } from "./fnv1a32";
import { isSame } from "../text/bytes";

/** What belongs to names: a hash table with open addressing, at most half full. */
export class Table<Value> {
  private readonly names: StaticArray<StaticArray<u8> | null>;
  private readonly values: StaticArray<Value | null>;
  private longest: i32 = 0;

  /** For at most `most` values, of different names. */
  constructor(most: i32) {
    let size = 2;
    while (size < 2 * most) size *= 2;
    this.names = new StaticArray<StaticArray<u8> | null>(size);
    this.values = new StaticArray<Value | null>(size);
  }

  add(name: StaticArray<u8>, value: Value): void {
    const place = this.placeOf(name, 0, name.length);
    this.names[place] = name;
    this.values[place] = value;
    this.longest = max(this.longest, name.length);
  }

  /**
   * What belongs to the name bytes[start, end), or null. Letter case counts: Envoy has names of headers in lower case. A
   * name longer than all here, which may have any length, is not even hashed.
   */
  find(bytes: StaticArray<u8>, start: i32, end: i32): Value | null {
    if (end - start > this.longest) return null;
    return unchecked(this.values[this.placeOf(bytes, start, end)]);
  }

  /** Where this name is, or would be. */
  private placeOf(bytes: StaticArray<u8>, start: i32, end: i32): i32 {
    const last = this.names.length - 1;
    let place = (<i32>fnv1a32(bytes, start, end)) & last;
    while (!this.isPlaceOf(place, bytes, start, end)) place = (place + 1) & last;
    return place;
  }

  /** Whether a place is that name's, or nobody's. */
  private isPlaceOf(place: i32, bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const name = unchecked(this.names[place]);
    return name === null || isSame(name, 0, name.length, bytes, start, end);
  }
}
