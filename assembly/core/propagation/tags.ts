import { Bytes } from "../bytes";
import { encode } from "./percent";

/** The most members that the W3C specification lets baggage have. */
export const MAX_MEMBERS = 64;

/**
 * The tags of one request as members of baggage, in the order of their names, so that the same tags are always the
 * same bytes.
 */
export class Tags {
  count: i32 = 0;
  /** Tags beyond MAX_MEMBERS, which are left out. */
  excess: i32 = 0;
  /** The members one behind the other, as they were added; see `start` and `end`. */
  readonly bytes: Bytes = new Bytes(4096);
  // Of each tag, in the order of names, where in `bytes` its member begins, its name ends and its member ends.
  private readonly starts: StaticArray<i32> = new StaticArray<i32>(MAX_MEMBERS);
  private readonly nameEnds: StaticArray<i32> = new StaticArray<i32>(MAX_MEMBERS);
  private readonly ends: StaticArray<i32> = new StaticArray<i32>(MAX_MEMBERS);

  clear(): void {
    this.count = 0;
    this.excess = 0;
    this.bytes.clear();
  }

  /** Member number `index`, in [0, count), is bytes.data[start(index), end(index)). */
  start(index: i32): i32 {
    return unchecked(this.starts[index]);
  }

  end(index: i32): i32 {
    return unchecked(this.ends[index]);
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
    const bytes = this.bytes;
    const start = bytes.length;
    bytes.append(name, nameStart, nameEnd);
    const end = bytes.length;
    let place = this.count;
    for (let order = 1; place > 0; --place) {
      order = this.compare(start, end, place - 1);
      if (order == 0) bytes.length = start;
      if (order >= 0) break;
    }
    if (bytes.length == start) return;
    if (this.count == MAX_MEMBERS) {
      ++this.excess;
      bytes.length = start;
      return;
    }
    bytes.push(0x3d);
    encode(value, valueStart, valueEnd, bytes);
    this.insert(place, start, end, bytes.length);
  }

  /** Writes the members to `to`, with commas. */
  join(to: Bytes): void {
    for (let i = 0; i < this.count; ++i) {
      if (i > 0) to.push(0x2c);
      to.append(this.bytes.data, this.start(i), this.end(i));
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

  /** Below, at or above 0 as the name in bytes[start, end) comes before, is, or comes after that of tag `index`. */
  private compare(start: i32, end: i32, index: i32): i32 {
    const data = this.bytes.data;
    const from = this.start(index);
    const to = unchecked(this.nameEnds[index]);
    const shared = min(end - start, to - from);
    for (let i = 0; i < shared; ++i) {
      const order = <i32>unchecked(data[start + i]) - <i32>unchecked(data[from + i]);
      if (order != 0) return order;
    }
    return end - start - (to - from);
  }
}
