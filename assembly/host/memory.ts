/** Above Envoy's own ceiling for all headers of a request (8 MiB) and for a configuration of ours (1 MiB). */
const MAX_RECEIVED: usize = 16 << 20;

// One buffer for all that the host hands over: each value is used up before the next is asked for. Its first size
// holds any header under Envoy's default limit of 60 KiB; the pages are not resident until they are written.
let buffer = new StaticArray<u8>(64 << 10);

/** Where the host writes what it returns: an address (or a metric's id, or the time), a size, a value's number. */
export const RETURNED: usize = memory.data(12, 8);

/**
 * The host asks for room for the value that it is about to hand over. A value longer than any before makes the buffer
 * grow, for good; one that no host should send gets 0, on which the host call that carries it fails.
 */
export function proxy_on_memory_allocate(size: usize): usize {
  if (size > <usize>buffer.length) {
    if (size > MAX_RECEIVED) return 0;
    buffer = new StaticArray<u8>(<i32>size);
  }
  return changetype<usize>(buffer);
}

/** The bytes that the host handed over last; `receivedLength` of them count. */
export function received(): StaticArray<u8> {
  return buffer;
}

/** Length of what the host handed over last, in [0, received().length]. */
export function receivedLength(): i32 {
  return load<i32>(RETURNED, 4);
}
