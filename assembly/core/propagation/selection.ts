import { fnv1a32 } from "../hash";
import { Bytes, isSame } from "../bytes";

/** Which headers, and which members of baggage, are tags: those of these names and those with these prefixes. */
export class Selection {
  /** In lower case, as are the prefixes. */
  readonly names: StaticArray<u8>[] = [];
  readonly prefixes: StaticArray<u8>[] = [];

  /** True when bytes[start, end) is the name of a tag. Letter case counts: hosts hand over header names in lower case. */
  takes(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const names = this.names;
    for (let i = 0, k = names.length; i < k; ++i) {
      const name = unchecked(names[i]);
      if (isSame(name, 0, name.length, bytes, start, end)) return true;
    }
    const prefixes = this.prefixes;
    for (let i = 0, k = prefixes.length; i < k; ++i) {
      const prefix = unchecked(prefixes[i]);
      if (prefix.length > end - start) continue;
      if (isSame(prefix, 0, prefix.length, bytes, start, start + prefix.length)) return true;
    }
    return false;
  }

  /** Tells selections apart whose tags are remembered in one place. */
  fingerprint(): u32 {
    const all = new Bytes(64);
    for (let i = 0; i < this.names.length; ++i) appendLine(this.names[i], 0x3d, all);
    for (let i = 0; i < this.prefixes.length; ++i) appendLine(this.prefixes[i], 0x2a, all);
    return fnv1a32(all.data, 0, all.length);
  }
}

function appendLine(text: StaticArray<u8>, mark: i32, to: Bytes): void {
  to.append(text, 0, text.length);
  to.push(mark);
}
