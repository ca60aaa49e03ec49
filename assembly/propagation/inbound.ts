import { isBaggage, setBaggage } from "../baggage";
import { Propagation } from "../core/propagation/configuration";
import { Merge } from "../core/propagation/merge";
import { Tags } from "../core/propagation/tags";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { baggageFull, inboundTagged } from "./counters";
import { forgetId, remember, seeId } from "./table";

const lines = new HeaderLines();
const tags = new Tags();
const merge = new Merge();

/** Puts the tag headers of a request that comes in into its baggage and, where that is asked for, under its id. */
export function carry(propagation: Propagation): void {
  const selection = propagation.selection;
  const correlation = propagation.correlation;
  tags.clear();
  merge.begin();
  forgetId();
  lines.read();
  const bytes = received();
  while (lines.next()) {
    const start = lines.nameStart;
    const end = lines.nameEnd;
    if (isBaggage(bytes, start, end)) merge.see(bytes, lines.valueStart, lines.valueEnd, selection);
    else if (selection.takes(bytes, start, end)) {
      tags.add(bytes, start, end, bytes, lines.valueStart, lines.valueEnd);
    } else if (correlation !== null) seeId(correlation, lines);
  }
  baggageFull.add(setBaggage(merge, tags));
  if (tags.count > 0) inboundTagged.add();
  if (correlation !== null) remember(correlation, tags);
}
