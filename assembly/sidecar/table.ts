import { Bytes, isSame, utf8 } from "../core/text/bytes";
import { MAX_ID, readChainId } from "../core/correlation/chain-id";
import { Correlation } from "../core/config/sidecar";
import { Secret, SECRET_SIZE, siphash } from "../core/correlation/siphash";
import { FINGERPRINT, Slot } from "../core/correlation/slot";
import { MAX_BAGGAGE } from "../core/baggage/size";
import { Tags } from "../core/baggage/tags";
import { now } from "../host/clock";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { fillRandom } from "../host/random";
import { readShared, writeShared } from "../host/shared-data";
import { correlateEvicted, correlateExpired, correlateLost, correlateSpoiled } from "./counters";

// The tags of the requests that came in lately, by their ids, for all threads of the proxy. It is a table of slots in the
// host's shared data. That can set a value and not remove one, so there are never more keys than slots. A secret decides
// which slot an id has, so a client cannot choose ids that push a certain one out. The data outlives the module, and the
// next version may have another form of slot: the 2 is the number of this form.
const SECRET_KEY = utf8("hash-tagging/propagation/secret");
const SLOT_KEY = utf8("hash-tagging/propagation/2/slot/0000");
const ATTEMPTS = 4;

let secret: Secret | null = null;
let slot = new Slot(0);
const id = new Bytes(FINGERPRINT + MAX_ID);
const joined = new Bytes(MAX_BAGGAGE);

/** Makes the table ready, with room for such slots; false when the host cannot hold it. */
export function openTable(slotBytes: i32): bool {
  if (slot.written.data.length < slotBytes) slot = new Slot(slotBytes);
  return secret !== null || findSecret();
}

/** Finds the secret. The first VM that asks makes it. */
function findSecret(): bool {
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
  for (let i = 0; i < FINGERPRINT; ++i) id.push((correlation.fingerprint >> (8 * i)) & 0xff);
  if (!readChainId(correlation.chainId, bytes, line.valueStart, line.valueEnd, id)) id.clear();
}

/**
 * Remembers the tags of a request under its id, or that it has none. Two requests with one id and different tags, or one
 * with and one without, spoil the entry. So a client who guesses another's id can take its tags away, but neither get nor
 * set them. Without a time, or where the host cannot write, nothing is remembered, and that is counted.
 */
export function remember(correlation: Correlation, tags: Tags): void {
  if (id.length == 0) {
    if (tags.count > 0) correlateLost.add();
    return;
  }
  joined.clear();
  tags.join(joined);
  const time = now();
  for (let i = 0; i < ATTEMPTS && time > 0; ++i) {
    const length = readShared(keyOf(correlation));
    const hasRoom = slot.put(received(), length, id, joined, time, correlation.ttl, correlation.slotBytes);
    if (!writeShared(SLOT_KEY, slot.written.data, slot.written.length)) continue;
    correlateEvicted.add(slot.evicted);
    if (!hasRoom) correlateLost.add();
    return;
  }
  correlateLost.add();
}

/** Finds the tags of the request's id, if any: they are members of baggage in received()[tagsStart(), tagsEnd()). */
export function recall(correlation: Correlation): bool {
  if (id.length == 0) return false;
  const time = now();
  if (time == 0) {
    correlateLost.add();
    return false;
  }
  const length = readShared(keyOf(correlation));
  if (!slot.find(received(), length, id)) return false;
  const holds = slot.holds(time, correlation.ttl);
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

/** The key of the slot of the request's id. */
function keyOf(correlation: Correlation): StaticArray<u8> {
  const index = <u32>(siphash(secret!, id.data, id.length) % correlation.slots);
  for (let i = 0; i < 4; ++i) SLOT_KEY[SLOT_KEY.length - 4 + i] = <u8>(index >> (8 * i));
  return SLOT_KEY;
}
