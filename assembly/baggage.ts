import { bytesOf, isSame } from "./core/bytes";
import { Merge, Outcome } from "./core/propagation/merge";
import { Tags } from "./core/propagation/tags";
import { removeHeader, setHeaderPart } from "./host/request";

/** The header in which tags travel through apps that know nothing of them: W3C Baggage. */
export const BAGGAGE = String.UTF8.encode("baggage");
const NAME = bytesOf(BAGGAGE);

/** True when bytes[start, end) is that header's name. */
export function isBaggage(bytes: StaticArray<u8>, start: i32, end: i32): bool {
  return isSame(NAME, 0, NAME.length, bytes, start, end);
}

/** Gives the request the baggage that was merged with its tags. Returns how many tags had no room in it. */
export function setBaggage(merge: Merge, tags: Tags): i32 {
  const outcome = merge.finish(tags);
  const baggage = merge.baggage;
  if (outcome == Outcome.Removed) removeHeader(BAGGAGE);
  else if (outcome == Outcome.Set) setHeaderPart(NAME, 0, NAME.length, baggage.data, 0, baggage.length);
  return merge.dropped;
}
