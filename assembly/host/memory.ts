import { NOT_FOUND, OK } from "./status";

/** Above Envoy's own ceiling for all headers of a request (8 MiB) and for a configuration of ours (1 MiB). */
const MAX_RECEIVED: u32 = 16 << 20;

// One room for all that the host hands over. A value is used up before the next takes its place, or the next goes behind
// it. The room holds the largest value there may be, so no value makes the module allocate. Its pages take no memory until
// they are written: hence __new, since a StaticArray's constructor fills it with zeros.
const room = changetype<StaticArray<u8>>(__new(MAX_RECEIVED, idof<StaticArray<u8>>()));

/** Where in it the value of the present call goes, and how many bytes the host has asked for since `prepare`. */
let at: u32 = 0;
let asked: u32 = 0;

/** Where the host writes what it returns: an address (or a metric's id, or the time), a size, a value's number. */
export const RETURNED: usize = memory.data(12, 8);

/** What `answered` gives for a value that the host does not have, and for one that cannot be read. */
export const MISSING: i32 = -1;
export const UNREADABLE: i32 = -2;

/**
 * The host asks for room for the value that it is about to hand over. A value that no host should send gets 0; the host
 * call that carries it then fails.
 */
export function proxy_on_memory_allocate(size: usize): usize {
  const isTooMuch = size > MAX_RECEIVED - at;
  asked = isTooMuch ? 0 : <u32>size;
  return isTooMuch ? 0 : changetype<usize>(room) + at;
}

/**
 * Forgets what the host returned before. It comes before each call that hands over a value, which will stand in
 * `received()` from `from` on, and `answered` after it.
 */
export function prepare(from: i32 = 0): void {
  at = from;
  asked = 0;
  store<u32>(RETURNED, u32.MAX_VALUE, 4);
}

/**
 * What came of a call that hands over a value: its length in `received()`, MISSING or UNREADABLE. This is the one place
 * that checks a host's lengths: only what it asked room for in this very call, and put there, counts.
 */
export function answered(status: u32): i32 {
  if (status == OK) {
    const size = load<u32>(RETURNED, 4);
    if (size == 0) return 0;
    if (size <= asked && load<usize>(RETURNED) == changetype<usize>(room) + at) return size;
  }
  return status == NOT_FOUND ? MISSING : UNREADABLE;
}

/** The bytes that the host handed over; as many count as `answered` said. */
export function received(): StaticArray<u8> {
  return room;
}
