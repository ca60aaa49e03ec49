import { isSame, utf8 } from "../core/text/bytes";
import { Merge, Outcome } from "../core/baggage/merge";
import { Selection } from "../core/baggage/selection";
import { Size } from "../core/baggage/size";
import { Counter } from "../host/counter";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { removeHeader, setHeaderPart } from "../host/request";

/** The header in which tags travel through apps that know nothing of them: W3C Baggage. */
export const BAGGAGE = utf8("baggage");

// docs/propagation.md says what each counts.
export const baggageRefused = new Counter();
export const membersRefused = new Counter();
const baggageFull = new Counter();

const size = Size.passedOn();

/** As Counter.define, for the counters of this file, under the module's prefix. */
export function defineBaggageCounters(prefix: string): void {
  baggageFull.define(prefix + "baggage_full");
  baggageRefused.define(prefix + "baggage_refused");
  membersRefused.define(prefix + "members_refused");
}

/** True when the line has that header's name. */
export function isBaggage(line: HeaderLines): bool {
  return isSame(BAGGAGE, 0, BAGGAGE.length, received(), line.nameStart, line.nameEnd);
}

/** True when one baggage line, of `length` bytes in `received()`, is too much by itself; false when it was unreadable. */
export function isTooMuch(length: i32): bool {
  size.clear();
  size.add(received(), 0, max(length, 0));
  return size.isOver;
}

/** Merges the baggage among the lines of the request. Too much of it is refused before any work on it. */
export function mergeLines(lines: HeaderLines, merge: Merge, selection: Selection): void {
  size.clear();
  for (lines.rewind(); lines.next();) {
    if (isBaggage(lines)) size.add(received(), lines.valueStart, lines.valueEnd);
  }
  if (size.isOver) {
    refuse(merge);
    return;
  }
  for (lines.rewind(); lines.next();) {
    if (isBaggage(lines)) merge.see(received(), lines.valueStart, lines.valueEnd, selection);
  }
}

/** Drops all baggage of the request: it is too much, or cannot be read. */
export function refuse(merge: Merge): void {
  merge.refuse();
  baggageRefused.add();
}

/** Gives the request the baggage that was merged. */
export function setBaggage(merge: Merge): void {
  const outcome = merge.finish();
  const baggage = merge.baggage;
  if (outcome == Outcome.Removed) removeHeader(BAGGAGE);
  else if (outcome == Outcome.Set) setHeaderPart(BAGGAGE, 0, BAGGAGE.length, baggage.data, 0, baggage.length);
  baggageFull.add(merge.dropped);
  membersRefused.add(merge.refused);
}
