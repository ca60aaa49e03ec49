import { Bytes } from "../text/bytes";
import { decode } from "./percent";
import { Selection } from "./selection";
import { MAX_MEMBER } from "./size";

const read = new Bytes(MAX_MEMBER);

/**
 * True when line[start, end), the key of a member, is the name of a tag, even if only an app would read it so.
 * OpenTelemetry's libraries decode a key as they do a value. Some take + for a blank, strip blanks of every kind, or make
 * all letters small. What a client hides in that way (%61ppver-a) would come out of the app as a tag.
 */
export function isTagKey(line: StaticArray<u8>, start: i32, end: i32, selection: Selection): bool {
  if (selection.takes(line, start, end)) return true;
  read.clear();
  decode(line, start, end, read);
  makeSmall();
  let from = 0;
  let to = read.length;
  while (from < to && isStripped(unchecked(read.data[from]))) ++from;
  while (from < to && isStripped(unchecked(read.data[to - 1]))) --to;
  return selection.takes(read.data, from, to);
}

/** Makes A to Z small, and the kelvin sign a k: the one character beyond ASCII whose small letter is ASCII. */
function makeSmall(): void {
  const data = read.data;
  let to = 0;
  for (let i = 0, k = read.length; i < k; ++i) {
    let byte = <i32>unchecked(data[i]);
    if (byte >= 0x41 && byte <= 0x5a) byte |= 0x20;
    if (byte == 0xe2 && i + 2 < k && unchecked(data[i + 1]) == 0x84 && unchecked(data[i + 2]) == 0xaa) {
      byte = 0x6b;
      i += 2;
    }
    unchecked((data[to++] = <u8>byte));
  }
  read.cut(to);
}

/** Bytes that some reader takes for a blank, or for part of one. */
function isStripped(byte: i32): bool {
  return byte <= 0x20 || byte >= 0x7f || byte == 0x2b;
}
