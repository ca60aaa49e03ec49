import { BAGGAGE, baggageRefused, isBaggage, membersRefused } from "../module/baggage";
import { Bytes } from "../core/text/bytes";
import { Correlation, Propagation } from "../core/config/sidecar";
import { Members } from "../core/baggage/members";
import { decode } from "../core/baggage/percent";
import { Selection } from "../core/baggage/selection";
import { MAX_BAGGAGE, MAX_MEMBER, MAX_MEMBERS, Size } from "../core/baggage/size";
import { isTagName, isTagValue } from "../core/baggage/tag";
import { Tags } from "../core/baggage/tags";
import { HeaderLines } from "../host/header-lines";
import { MISSING, received } from "../host/memory";
import { readHeader, setHeaderPart } from "../host/request";
import { outboundRestored, outboundUnrestored, valuesRefused } from "./counters";
import { forgetId, recall, seeId, tagsEnd, tagsStart } from "./table";

const lines = new HeaderLines();
const size = Size.madeByApp();
const member = new Members();
const value = new Bytes(MAX_MEMBER);

// The current request: the tag headers that the app has set, by their names alone; the headers that were restored, and
// their bytes; whether baggage had members of ours at all.
const own = new Tags();
let restored: i32 = 0;
let restoredBytes: i32 = 0;
let isSourced: bool = false;

/**
 * Gives an outgoing request its tag headers back, from its baggage. When that has none of them, and the app set none
 * itself, they come from what is remembered under the request's id. A header that the app has set stays. An app that sets
 * more of them than baggage may have gets none besides.
 */
export function restore(propagation: Propagation): void {
  const selection = propagation.selection;
  const correlation = propagation.correlation;
  restored = 0;
  restoredBytes = 0;
  isSourced = false;
  // Most users have no tags. This look costs an eighth of reading all lines.
  if (correlation === null && readHeader(BAGGAGE) == MISSING) {
    outboundUnrestored.add();
    return;
  }
  lines.read();
  readLines(selection, correlation);
  if (size.isOver) baggageRefused.add();
  else if (own.excess == 0) restoreFromBaggage(selection);
  if (correlation !== null && own.count + own.excess == 0 && !isSourced && recall(correlation)) {
    setHeaders(received(), tagsStart(), tagsEnd(), selection);
  }
  if (restored > 0) outboundRestored.add();
  else if (!isSourced) outboundUnrestored.add();
}

/** Reads what the lines of the request hold: nothing, after a fault. */
function readLines(selection: Selection, correlation: Correlation | null): void {
  const bytes = received();
  own.clear();
  size.clear();
  forgetId();
  while (lines.next()) {
    if (isBaggage(lines)) size.add(bytes, lines.valueStart, lines.valueEnd);
    else if (selection.takes(bytes, lines.nameStart, lines.nameEnd)) seeOwn(bytes);
    else if (correlation !== null) seeId(correlation, lines);
  }
}

/** Takes a tag header that the app has set, even to nothing. Only its name matters. */
function seeOwn(bytes: StaticArray<u8>): void {
  const start = lines.nameStart;
  own.add(bytes, start, lines.nameEnd, bytes, start, start + 1);
}

function restoreFromBaggage(selection: Selection): void {
  for (lines.rewind(); lines.next();) {
    if (isBaggage(lines)) setHeaders(received(), lines.valueStart, lines.valueEnd, selection);
  }
}

/** Sets a header for each member of ours in line[start, end), unless the app has. */
function setHeaders(line: StaticArray<u8>, start: i32, end: i32, selection: Selection): void {
  member.open(line, start, end);
  while (member.next()) {
    if (!member.isMember) membersRefused.add();
    else if (selection.takes(line, member.start, member.keyEnd)) setHeader(line);
  }
}

/** Sets a header for the member, unless the app has. */
function setHeader(line: StaticArray<u8>): void {
  isSourced = true;
  if (own.has(line, member.start, member.keyEnd)) return;
  value.clear();
  decode(line, member.valueStart, member.valueEnd, value);
  if (isAllowed(line)) setHeaderPart(line, member.start, member.keyEnd, value.data, 0, value.length);
  else valuesRefused.add();
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
