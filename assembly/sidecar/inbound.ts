import { isBaggage, mergeLines, refuse, setBaggage } from "../module/baggage";
import { Correlation, Propagation } from "../core/config/sidecar";
import { Merge } from "../core/baggage/merge";
import { Selection } from "../core/baggage/selection";
import { Tags } from "../core/baggage/tags";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { inboundTagged, valuesRefused } from "./counters";
import { forgetId, remember, seeId } from "./table";

const lines = new HeaderLines();
const tags = new Tags();
const merge = new Merge();

/** Puts the tag headers of a request that comes in into its baggage and, where that is asked for, under its id. */
export function carry(propagation: Propagation): void {
  const selection = propagation.selection;
  const correlation = propagation.correlation;
  tags.clear();
  forgetId();
  const isRead = lines.read();
  const hasBaggage = isRead && readLines(selection, correlation);
  merge.begin(tags);
  if (hasBaggage) mergeLines(lines, merge, selection);
  if (!isRead) refuse(merge);
  setBaggage(merge);
  valuesRefused.add(tags.refused);
  if (tags.count > 0) inboundTagged.add();
  if (correlation !== null) remember(correlation, tags);
}

/** Takes the tags and the id from the request's lines; true when it has baggage too. */
function readLines(selection: Selection, correlation: Correlation | null): bool {
  const bytes = received();
  let hasBaggage = false;
  while (lines.next()) {
    if (isBaggage(lines)) hasBaggage = true;
    else if (selection.takes(bytes, lines.nameStart, lines.nameEnd)) {
      tags.add(bytes, lines.nameStart, lines.nameEnd, bytes, lines.valueStart, lines.valueEnd);
    } else if (correlation !== null) seeId(correlation, lines);
  }
  return hasBaggage;
}
