import { Bytes, isSame, order } from "../text/bytes";
import { encode } from "./percent";
import { MAX_BAGGAGE, MAX_MEMBER, MAX_MEMBERS } from "./size";
import { isTagName } from "./tag";
import { isUtf8 } from "../text/utf8";

/**
 * The tags of one request as members of baggage, in the order of their names, so that the same tags are always the
 * same bytes; never more than baggage may have.
 */
export class Tags {
  count: i32 = 0;
  /** Tags for which there was no room. */
  excess: i32 = 0;
  /** Tags whose name or value is unfit for baggage: its readers would change them, or throw all baggage away. */
  refused: i32 = 0;

  // The members one behind the other, as they were added.
  private readonly bytes: Bytes = new Bytes(MAX_BAGGAGE);
  // Of each tag, in the order of names, where in `bytes` its member begins, its name ends and its member ends.
  private readonly starts: StaticArray<i32> = new StaticArray<i32>(MAX_MEMBERS);
  private readonly nameEnds: StaticArray<i32> = new StaticArray<i32>(MAX_MEMBERS);
  private readonly ends: StaticArray<i32> = new StaticArray<i32>(MAX_MEMBERS);

  clear(): void {
    this.count = 0;
    this.excess = 0;
    this.refused = 0;
    this.bytes.clear();
  }

  /**
   * Adds the tag name[nameStart, nameEnd) of value[valueStart, valueEnd). An empty value is no tag; of two tags of one
   * name the first counts.
   */
  add(
    name: StaticArray<u8>,
    nameStart: i32,
    nameEnd: i32,
    value: StaticArray<u8>,
    valueStart: i32,
    valueEnd: i32,
  ): void {
    if (valueStart == valueEnd) return;
    const size = nameEnd - nameStart + 1 + valueEnd - valueStart;
    if (this.count == MAX_MEMBERS || size > MAX_MEMBER) {
      ++this.excess;
      return;
    }
    if (!isTagName(name, nameStart, nameEnd) || !isUtf8(value, valueStart, valueEnd)) {
      ++this.refused;
      return;
    }
    const place = this.placeOf(name, nameStart, nameEnd);
    if (this.isAt(place, name, nameStart, nameEnd)) return;
    const bytes = this.bytes;
    const start = bytes.length;
    bytes.append(name, nameStart, nameEnd);
    const end = bytes.length;
    bytes.push(0x3d);
    encode(value, valueStart, valueEnd, bytes);
    const commas = this.count;
    if (bytes.isOver || bytes.length + commas > MAX_BAGGAGE || bytes.length - start > MAX_MEMBER) {
      bytes.cut(start);
      ++this.excess;
    } else this.insert(place, start, end, bytes.length);
  }

  /** True when there is a tag name[start, end). */
  has(name: StaticArray<u8>, start: i32, end: i32): bool {
    return this.isAt(this.placeOf(name, start, end), name, start, end);
  }

  /** Writes the members to `to`, with commas: MAX_BAGGAGE bytes at most. */
  join(to: Bytes): void {
    for (let i = 0; i < this.count; ++i) {
      if (i > 0) to.push(0x2c);
      to.append(this.bytes.data, unchecked(this.starts[i]), unchecked(this.ends[i]));
    }
  }

  private insert(place: i32, start: i32, nameEnd: i32, end: i32): void {
    for (let i = this.count; i > place; --i) {
      unchecked((this.starts[i] = this.starts[i - 1]));
      unchecked((this.nameEnds[i] = this.nameEnds[i - 1]));
      unchecked((this.ends[i] = this.ends[i - 1]));
    }
    unchecked((this.starts[place] = start));
    unchecked((this.nameEnds[place] = nameEnd));
    unchecked((this.ends[place] = end));
    ++this.count;
  }

  /** How many tags come before one of this name. */
  private placeOf(name: StaticArray<u8>, nameStart: i32, nameEnd: i32): i32 {
    const data = this.bytes.data;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = unchecked(this.starts[middle]);
      const isBefore = order(data, start, unchecked(this.nameEnds[middle]), name, nameStart, nameEnd) < 0;
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** True when tag `place` is of this name. */
  private isAt(place: i32, name: StaticArray<u8>, nameStart: i32, nameEnd: i32): bool {
    if (place == this.count) return false;
    const start = unchecked(this.starts[place]);
    return isSame(this.bytes.data, start, unchecked(this.nameEnds[place]), name, nameStart, nameEnd);
  }
}
