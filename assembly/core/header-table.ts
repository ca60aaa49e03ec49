import { fnv1a32 } from "./hash";
import { bytesOf, isSame } from "./bytes";
import { RuleHeader } from "./rules";

/** The headers of a configuration by their names: a hash table with open addressing, at most half full. */
export class HeaderTable {
  private readonly places: StaticArray<RuleHeader | null>;

  /** For at most `most` headers, of different names. */
  constructor(most: i32) {
    let size = 2;
    while (size < 2 * most) size *= 2;
    this.places = new StaticArray<RuleHeader | null>(size);
  }

  add(header: RuleHeader): void {
    const name = bytesOf(header.name);
    this.places[this.placeOf(name, 0, name.length)] = header;
  }

  /** The header whose name is bytes[start, end), or null. Letter case counts: Envoy has names in lower case. */
  find(bytes: StaticArray<u8>, start: i32, end: i32): RuleHeader | null {
    return unchecked(this.places[this.placeOf(bytes, start, end)]);
  }

  /** Where the header of this name is, or would be. */
  private placeOf(bytes: StaticArray<u8>, start: i32, end: i32): i32 {
    const last = this.places.length - 1;
    let place = (<i32>fnv1a32(bytes, start, end)) & last;
    while (!this.isPlaceOf(place, bytes, start, end)) place = (place + 1) & last;
    return place;
  }

  /** Whether a place is that name's, or nobody's. */
  private isPlaceOf(place: i32, bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const header = unchecked(this.places[place]);
    if (header === null) return true;
    const name = bytesOf(header.name);
    return isSame(name, 0, name.length, bytes, start, end);
  }
}
