import { BAGGAGE, isBaggage } from "../baggage";
import { Bytes } from "../core/bytes";
import { Propagation } from "../core/propagation/configuration";
import { Members } from "../core/propagation/members";
import { MAX_BAGGAGE } from "../core/propagation/merge";
import { decode } from "../core/propagation/percent";
import { Selection } from "../core/propagation/selection";
import { isTagName, isTagValue } from "../core/propagation/tag";
import { MAX_MEMBERS } from "../core/propagation/tags";
import { HeaderLines } from "../host/header-lines";
import { MISSING, received } from "../host/memory";
import { readHeader, setHeaderPart } from "../host/request";
import { outboundRestored, outboundUnrestored, valuesRefused } from "./counters";
import { forgetId, recall, seeId, tagsEnd, tagsStart } from "./table";

const lines = new HeaderLines();
const member = new Members();
const value = new Bytes(1024);

// Of the current request: the headers that were set, their bytes, and whether baggage had members of ours at all.
let restored: i32 = 0;
let restoredBytes: i32 = 0;
let isSourced: bool = false;

/**
 * Gives a request that goes out its tag headers back: from its baggage or, when that has none of them, and the request
 * no tag header of its own, from what is remembered under its id. A header that the app itself has set stays.
 */
export function restore(propagation: Propagation): void {
  const selection = propagation.selection;
  const correlation = propagation.correlation;
  restored = 0;
  restoredBytes = 0;
  isSourced = false;
  // The usual request of a user without tags: this look costs an eighth of reading all lines, which hands over bytes.
  if (correlation === null && readHeader(BAGGAGE) == MISSING) {
    outboundUnrestored.add();
    return;
  }
  forgetId();
  lines.read();
  const bytes = received();
  let isTagged = false;
  while (lines.next()) {
    const start = lines.nameStart;
    const end = lines.nameEnd;
    if (isBaggage(bytes, start, end)) setHeaders(bytes, lines.valueStart, lines.valueEnd, selection);
    else if (selection.takes(bytes, start, end)) isTagged = true;
    else if (correlation !== null) seeId(correlation, lines);
  }
  if (correlation !== null && !isTagged && !isSourced && recall(correlation)) {
    lines.clear();
    setHeaders(received(), tagsStart(), tagsEnd(), selection);
  }
  if (restored > 0) outboundRestored.add();
  else if (!isSourced) outboundUnrestored.add();
}

/** Sets a header for each member of ours in line[start, end), unless the request has it. */
function setHeaders(line: StaticArray<u8>, start: i32, end: i32, selection: Selection): void {
  member.open(line, start, end);
  while (member.next()) {
    if (member.valueStart < 0 || !selection.takes(line, member.start, member.keyEnd)) continue;
    isSourced = true;
    if (lines.has(line, member.start, member.keyEnd)) continue;
    value.clear();
    decode(line, member.valueStart, member.valueEnd, value);
    if (isAllowed(line)) setHeaderPart(line, member.start, member.keyEnd, value.data, 0, value.length);
    else valuesRefused.add();
  }
}

/** Name and value can stand in a header, and all headers that are set stay within what baggage may hold. */
function isAllowed(line: StaticArray<u8>): bool {
  if (!isTagName(line, member.start, member.keyEnd) || !isTagValue(value.data, 0, value.length)) return false;
  const size = member.keyEnd - member.start + value.length;
  if (restored == MAX_MEMBERS || restoredBytes + size > MAX_BAGGAGE) return false;
  ++restored;
  restoredBytes += size;
  return true;
}
