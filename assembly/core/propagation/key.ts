import { Bytes } from "../bytes";
import { decode } from "./percent";
import { Selection } from "./selection";

const decoded = new Bytes(256);

/**
 * True when line[start, end), the key of a member, is the name of a tag, also when only an app would read it as that.
 * OpenTelemetry's libraries decode a key as they do a value, some take + for a blank, and strip blanks of every kind:
 * what a client hides in that way (%61ppver-a) would come out of the app as a tag.
 */
export function isTagKey(line: StaticArray<u8>, start: i32, end: i32, selection: Selection): bool {
  if (selection.takes(line, start, end)) return true;
  decoded.clear();
  decode(line, start, end, decoded);
  let from = 0;
  let to = decoded.length;
  while (from < to && isStripped(unchecked(decoded.data[from]))) ++from;
  while (from < to && isStripped(unchecked(decoded.data[to - 1]))) --to;
  return selection.takes(decoded.data, from, to);
}

/** Bytes that some reader takes for a blank, or for part of one. */
function isStripped(byte: i32): bool {
  return byte <= 0x20 || byte >= 0x7f || byte == 0x2b;
}
