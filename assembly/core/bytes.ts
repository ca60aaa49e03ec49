/** Bytes that are written anew for each request. Room that was once needed is kept, so a request allocates nothing. */
export class Bytes {
  data: StaticArray<u8>;
  length: i32 = 0;

  constructor(room: i32) {
    this.data = new StaticArray<u8>(room);
  }

  clear(): void {
    this.length = 0;
  }

  push(byte: i32): void {
    this.reserve(1);
    unchecked((this.data[this.length++] = <u8>byte));
  }

  /** Appends from[start, end). */
  append(from: StaticArray<u8>, start: i32, end: i32): void {
    this.reserve(end - start);
    const data = this.data;
    let at = this.length;
    for (let i = start; i < end; ++i) unchecked((data[at++] = from[i]));
    this.length = at;
  }

  private reserve(more: i32): void {
    const room = this.length + more;
    if (room <= this.data.length) return;
    const grown = new StaticArray<u8>(max(room, 2 * this.data.length));
    for (let i = 0; i < this.length; ++i) grown[i] = this.data[i];
    this.data = grown;
  }
}

/** True when a[aStart, aEnd) and b[bStart, bEnd) are the same bytes. */
export function isSame(
  a: StaticArray<u8>,
  aStart: i32,
  aEnd: i32,
  b: StaticArray<u8>,
  bStart: i32,
  bEnd: i32,
): bool {
  if (aEnd - aStart != bEnd - bStart) return false;
  for (let i = aStart, j = bStart; i < aEnd; ++i, ++j) {
    if (unchecked(a[i]) != unchecked(b[j])) return false;
  }
  return true;
}

/** The UTF-8 bytes of `text`. */
export function utf8(text: string): StaticArray<u8> {
  return bytesOf(String.UTF8.encode(text));
}

/** The same bytes under another type: AssemblyScript lays out both in the same way. */
export function bytesOf(buffer: ArrayBuffer): StaticArray<u8> {
  return changetype<StaticArray<u8>>(buffer);
}
