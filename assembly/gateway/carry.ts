import { BAGGAGE, isTooMuch, mergeLines, refuse, setBaggage } from "../module/baggage";
import { bytesOf } from "../core/text/bytes";
import { Merge } from "../core/baggage/merge";
import { Selection } from "../core/baggage/selection";
import { Tags } from "../core/baggage/tags";
import { TagHeader } from "../core/plan/plan";
import { HeaderLines } from "../host/header-lines";
import { MISSING } from "../host/memory";
import { readHeader } from "../host/request";

const lines = new HeaderLines();
const tags = new Tags();
const merge = new Merge();

/**
 * Puts the tags of a request into its baggage. The members that `carried` names belong to the gateway as the tag headers
 * do: what a client sends in them goes.
 */
export function carry(tagHeaders: TagHeader[], carried: Selection): void {
  tags.clear();
  for (let i = 0, k = tagHeaders.length; i < k; ++i) {
    const tagHeader = unchecked(tagHeaders[i]);
    const tagValue = tagHeader.choose();
    if (tagValue === null) continue;
    const name = bytesOf(tagHeader.name);
    const value = bytesOf(tagValue);
    tags.add(name, 0, name.length, value, 0, value.length);
  }
  merge.begin(tags);
  // Most clients send no baggage, and too much of it mostly shows in its first line: all lines are read for the rest.
  const length = readHeader(BAGGAGE);
  if (length != MISSING) {
    if (isTooMuch(length) || !lines.read()) refuse(merge);
    else mergeLines(lines, merge, carried);
  }
  setBaggage(merge);
}
