import { decide } from "./decide";
import { nextRead } from "./next-read";
import { Key, Plan } from "./plan/plan";
import { Request } from "./plan/request";
import { SEPARATOR, Joined } from "./plan/slices/joined";
import { Named } from "./plan/slices/named";
import { Sought } from "./plan/slot";

/**
 * Decides a request that is given whole, in place of a host. `values` holds the raw bytes of each of the plan's reads, null
 * where the request lacks it; `id` is somebody's id, null for none: see `giveId`.
 */
export function decideGiven(
  plan: Plan,
  values: Array<StaticArray<u8> | null>,
  id: StaticArray<u8> | null,
): Request {
  const request = new Request();
  request.fit(plan);
  const room = roomFor(plan, values, id === null ? 0 : id.length);
  request.begin(plan, new StaticArray<u8>(room));
  if (id !== null) giveId(plan, request, id, 0, id.length);
  gather(plan, values, request);
  decide(plan, request);
  return request;
}

/** How many bytes the values can take, with what is made of them. */
export function roomFor(plan: Plan, values: Array<StaticArray<u8> | null>, id: i32): i32 {
  let size = id;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (value !== null) size += value.length;
  }
  return (1 + plan.slots) * (size + 64);
}

/** Gathers what is not known yet, as the gateway does: one value behind the other. */
export function gather(plan: Plan, values: Array<StaticArray<u8> | null>, request: Request): void {
  let read = nextRead(plan, request);
  while (read !== null) {
    const value = values[plan.reads.indexOf(read)];
    if (value === null) request.miss(read.index);
    else {
      copy(value, 0, value.length, request);
      request.take(read.index, value.length);
    }
    read = nextRead(plan, request);
  }
}

/**
 * Makes ids[start, end) the id of a request that has just begun: it stands where the first source of each key takes it from,
 * behind a capture. Of a key that joins values it has each, with U+001F between them.
 */
export function giveId(plan: Plan, request: Request, ids: StaticArray<u8>, start: i32, end: i32): void {
  const from = request.free;
  copy(ids, start, end, request);
  request.free += end - start;
  const keys = plan.keys;
  for (let i = 0, k = keys.length; i < k; ++i) place(keys[i].sources[0], request, from, request.free);
}

/** How many values an id has that stands for the first source of a key. */
export function partsOf(key: Key): i32 {
  const slot = key.sources[0];
  return slot instanceof Joined ? (slot as Joined).parts.length : 1;
}

function place(slot: Sought, request: Request, start: i32, end: i32): void {
  if (slot instanceof Named) return place((slot as Named).whole, request, start, end);
  if (!(slot instanceof Joined)) return request.put(slot.index, start, end);
  const parts = (slot as Joined).parts;
  for (let i = 0; i < parts.length; ++i) {
    const isLast = i == parts.length - 1;
    const partEnd = isLast ? end : separatorAt(request.bytes, start, end);
    place(parts[i], request, start, partEnd);
    start = min(partEnd + 1, end);
  }
}

/** Where the next separator stands; `end` where none does. */
function separatorAt(bytes: StaticArray<u8>, start: i32, end: i32): i32 {
  let at = start;
  while (at < end && bytes[at] != SEPARATOR) ++at;
  return at;
}

function copy(bytes: StaticArray<u8>, start: i32, end: i32, request: Request): void {
  const target = changetype<usize>(request.bytes) + request.free;
  memory.copy(target, changetype<usize>(bytes) + start, end - start);
}
