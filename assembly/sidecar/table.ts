import { Bytes, isSame, utf8 } from "../core/text/bytes";
import { readChainId } from "../core/correlation/chain-id";
import { Correlation } from "../core/config/sidecar";
import { Secret, SECRET_SIZE, siphash } from "../core/correlation/siphash";
import { Slot } from "../core/correlation/slot";
import { Tags } from "../core/baggage/tags";
import { now } from "../host/clock";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { fillRandom } from "../host/random";
import { readShared, writeShared } from "../host/shared-data";
import { correlateEvicted, correlateExpired, correlateLost, correlateSpoiled } from "./counters";

// The tags of the requests that came in lately, by their ids, for all the threads of the proxy: a table of slots in the
// host's shared data, which can set a value and not remove one, so that there are never more keys than slots. Which slot
// an id has, nobody foresees who does not know the secret; so nobody can choose ids that push a certain one out.
const SECRET_KEY = utf8("hash-tagging/propagation/secret");
const SLOT_KEY = utf8("hash-tagging/propagation/slot/0000");
const ATTEMPTS = 4;

let secret: Secret | null = null;
const id = new Bytes(160);
const joined = new Bytes(4096);
const slot = new Slot();

/** Makes the table ready; false when the host cannot hold it. The first VM to ask makes the secret. */
export function openTable(): bool {
  if (secret !== null) return true;
  let length = readShared(SECRET_KEY);
  if (length != SECRET_SIZE) {
    const random = new StaticArray<u8>(SECRET_SIZE);
    if (!fillRandom(random)) return false;
    writeShared(SECRET_KEY, random, SECRET_SIZE); // or another thread was first: then its secret holds
    length = readShared(SECRET_KEY);
  }
  if (length != SECRET_SIZE) return false;
  secret = new Secret(received());
  return true;
}

/** Begins a request, of which no id is known yet. */
export function forgetId(): void {
  id.clear();
}

/** Takes the id where the current line has it. The first of several counts. */
export function seeId(correlation: Correlation, line: HeaderLines): void {
  const header = correlation.header;
  const bytes = received();
  if (id.length > 0 || !isSame(header, 0, header.length, bytes, line.nameStart, line.nameEnd)) return;
  for (let i = 0; i < 4; ++i) id.push((correlation.fingerprint >> (8 * i)) & 0xff);
  if (!readChainId(correlation.chainId, bytes, line.valueStart, line.valueEnd, id)) id.clear();
}

/**
 * Remembers the tags of a request under its id. Two requests with one id and different tags, or none, spoil it: who has
 * or guesses the id of another can take its tags away, but neither get nor set them.
 */
export function remember(correlation: Correlation, tags: Tags): void {
  if (tags.count == 0 && !isKnown(correlation)) return;
  joined.clear();
  tags.join(joined);
  const time = now();
  for (let i = 0; i < ATTEMPTS && id.length > 0; ++i) {
    const length = readShared(keyOf(correlation));
    if (!slot.put(received(), length, id, joined, time, correlation.ttl, correlation.slotBytes)) break;
    if (!writeShared(SLOT_KEY, slot.written.data, slot.written.length)) continue;
    correlateEvicted.add(slot.evicted);
    return;
  }
  correlateLost.add();
}

/** Finds the tags of the request's id: they are members of baggage in received()[tagsStart(), tagsEnd()). */
export function recall(correlation: Correlation): bool {
  if (!hasEntry(correlation)) return false;
  const holds = slot.holds(now(), correlation.ttl);
  if (!holds) correlateExpired.add();
  else if (slot.isSpoiled) correlateSpoiled.add();
  return holds && !slot.isSpoiled;
}

export function tagsStart(): i32 {
  return slot.tagsStart;
}

export function tagsEnd(): i32 {
  return slot.tagsEnd;
}

function isKnown(correlation: Correlation): bool {
  return hasEntry(correlation) && slot.holds(now(), correlation.ttl);
}

function hasEntry(correlation: Correlation): bool {
  if (id.length == 0) return false;
  const length = readShared(keyOf(correlation));
  return slot.find(received(), length, id);
}

/** The key of the slot of the request's id. */
function keyOf(correlation: Correlation): StaticArray<u8> {
  const index = <u32>(siphash(secret!, id.data, id.length) % correlation.slots);
  for (let i = 0; i < 4; ++i) SLOT_KEY[SLOT_KEY.length - 4 + i] = <u8>(index >> (8 * i));
  return SLOT_KEY;
}
