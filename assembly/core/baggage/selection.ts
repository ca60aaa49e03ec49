import { fnv1a32 } from "../hash/fnv1a32";
import { Bytes, hasStart, order } from "../text/bytes";
import { Table } from "../hash/table";

/**
 * Which headers, and which members of baggage, are tags: those of these names and those with these prefixes, all in
 * lower case. To ask costs the same however many they are: names are hashed, prefixes are in order.
 */
export class Selection {
  private readonly table: Table<StaticArray<u8>>;
  /** The prefixes in order, without those that another one covers: so a name has at most one, the last before it. */
  private readonly starts: StaticArray<u8>[] = [];

  constructor(
    readonly names: StaticArray<u8>[],
    readonly prefixes: StaticArray<u8>[],
  ) {
    this.table = new Table<StaticArray<u8>>(names.length);
    for (let i = 0; i < names.length; ++i) this.table.add(names[i], names[i]);
    const sorted = inOrder(prefixes);
    for (let i = 0; i < sorted.length; ++i) {
      const prefix = sorted[i];
      if (!this.hasPrefix(prefix, 0, prefix.length)) this.starts.push(prefix);
    }
  }

  /** True when bytes[start, end) is the name of a tag. Letter case counts: hosts hand over header names in lower case. */
  takes(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    return this.table.find(bytes, start, end) !== null || this.hasPrefix(bytes, start, end);
  }

  private hasPrefix(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const starts = this.starts;
    let low = 0;
    let high = starts.length; // those below low are not behind the name, those from high on are
    while (low < high) {
      const middle = (low + high) >> 1;
      const prefix = unchecked(starts[middle]);
      if (order(prefix, 0, prefix.length, bytes, start, end) > 0) high = middle;
      else low = middle + 1;
    }
    return low > 0 && hasStart(unchecked(starts[low - 1]), bytes, start, end);
  }

  /** Tells selections apart whose tags are remembered in one place. */
  fingerprint(): u32 {
    let room = 0;
    for (let i = 0; i < this.names.length; ++i) room += this.names[i].length + 1;
    for (let i = 0; i < this.prefixes.length; ++i) room += this.prefixes[i].length + 1;
    const all = new Bytes(room);
    for (let i = 0; i < this.names.length; ++i) appendLine(this.names[i], 0x3d, all);
    for (let i = 0; i < this.prefixes.length; ++i) appendLine(this.prefixes[i], 0x2a, all);
    return fnv1a32(all.data, 0, all.length);
  }
}

/** The same texts in order, by insertion: they are few. */
function inOrder(texts: StaticArray<u8>[]): StaticArray<u8>[] {
  const sorted: StaticArray<u8>[] = [];
  for (let i = 0; i < texts.length; ++i) {
    const text = texts[i];
    let at = sorted.length;
    sorted.push(text);
    for (; at > 0 && order(text, 0, text.length, sorted[at - 1], 0, sorted[at - 1].length) < 0; --at)
      sorted[at] = sorted[at - 1];
    sorted[at] = text;
  }
  return sorted;
}

function appendLine(text: StaticArray<u8>, mark: i32, to: Bytes): void {
  to.append(text, 0, text.length);
  to.push(mark);
}
