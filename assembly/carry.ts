import { BAGGAGE, isBaggage, setBaggage } from "./baggage";
import { bytesOf } from "./core/bytes";
import { Merge } from "./core/propagation/merge";
import { Selection } from "./core/propagation/selection";
import { Tags } from "./core/propagation/tags";
import { TagHeader } from "./core/rules";
import { Counter } from "./host/counter";
import { HeaderLines } from "./host/header-lines";
import { MISSING, received } from "./host/memory";
import { readHeader } from "./host/request";

/** Tags that had no room in a request's baggage. */
export const baggageFull = new Counter();

const lines = new HeaderLines();
const tags = new Tags();
const merge = new Merge();

/**
 * Puts the tags of a request into its baggage. The members that `carried` names belong to the gateway as the tag headers
 * do: what a client sends in them goes. Most clients send no baggage, so all lines are read only where there is some.
 */
export function carry(tagHeaders: TagHeader[], carried: Selection): void {
  tags.clear();
  merge.begin();
  for (let i = 0, k = tagHeaders.length; i < k; ++i) {
    const tagHeader = unchecked(tagHeaders[i]);
    const tagValue = tagHeader.choose();
    if (tagValue === null) continue;
    const name = bytesOf(tagHeader.name);
    const value = bytesOf(tagValue);
    tags.add(name, 0, name.length, value, 0, value.length);
  }
  if (readHeader(BAGGAGE) != MISSING) {
    lines.read();
    while (lines.next()) {
      if (!isBaggage(received(), lines.nameStart, lines.nameEnd)) continue;
      merge.see(received(), lines.valueStart, lines.valueEnd, carried);
    }
  }
  baggageFull.add(setBaggage(merge, tags));
}
