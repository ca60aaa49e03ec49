/**
 * Bytes that are written anew for each request, in room that never grows: a request allocates nothing, whoever sent it.
 */
export class Bytes {
  readonly data: StaticArray<u8>;
  length: i32 = 0;
  /** True when something had no room since `clear` or `cut`; it was left out. */
  isOver: bool = false;

  constructor(room: i32) {
    this.data = new StaticArray<u8>(room);
  }

  clear(): void {
    this.cut(0);
  }

  /** Forgets what stands from `length` on. */
  cut(length: i32): void {
    this.length = length;
    this.isOver = false;
  }

  push(byte: i32): void {
    if (this.length == this.data.length) this.isOver = true;
    else unchecked((this.data[this.length++] = <u8>byte));
  }

  /** Appends from[start, end), or nothing of it. */
  append(from: StaticArray<u8>, start: i32, end: i32): void {
    const data = this.data;
    let at = this.length;
    if (end - start > data.length - at) {
      this.isOver = true;
      return;
    }
    for (let i = start; i < end; ++i) unchecked((data[at++] = from[i]));
    this.length = at;
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

/** Below, at or above 0 as a[aStart, aEnd) comes before, is, or comes after b[bStart, bEnd), byte by byte. */
export function order(
  a: StaticArray<u8>,
  aStart: i32,
  aEnd: i32,
  b: StaticArray<u8>,
  bStart: i32,
  bEnd: i32,
): i32 {
  const shared = min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < shared; ++i) {
    const difference = <i32>unchecked(a[aStart + i]) - <i32>unchecked(b[bStart + i]);
    if (difference != 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}

/** True when bytes[start, end) begins with all of `prefix`. */
export function hasStart(prefix: StaticArray<u8>, bytes: StaticArray<u8>, start: i32, end: i32): bool {
  const length = prefix.length;
  return length <= end - start && isSame(prefix, 0, length, bytes, start, start + length);
}

/** The UTF-8 bytes of `text`. */
export function utf8(text: string): StaticArray<u8> {
  return changetype<StaticArray<u8>>(String.UTF8.encode(text)); // both types are laid out in the same way
}

/** The text that `bytes` are in UTF-8. */
export function fromUtf8(bytes: StaticArray<u8>): string {
  return String.UTF8.decodeUnsafe(changetype<usize>(bytes), bytes.length);
}
