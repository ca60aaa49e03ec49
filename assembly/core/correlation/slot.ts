import { Bytes, isSame } from "../text/bytes";

/** The most entries of one slot. */
export const WAYS = 8;

// An entry: when it expires, in nanoseconds (8 bytes), the lengths of id and tags (2 bytes each), id, tags. Numbers have
// the lowest byte first. No tags: two requests with different tags had the id, so that it says nothing.
const HEAD = 12;
const MAX_LENGTH = 0xffff;

/**
 * One slot of the table in which tags are remembered under ids: up to WAYS entries, the oldest first, in the bytes of
 * one value of the host's shared data. Other plugins could write there: whatever the bytes are, nothing here fails.
 */
export class Slot {
  /** The entry that `find` found: its tags are bytes[tagsStart, tagsEnd) of what it was given. */
  tagsStart: i32 = 0;
  tagsEnd: i32 = 0;
  expires: u64 = 0;
  /** What `put` wrote. */
  readonly written: Bytes = new Bytes(2048);
  /** Entries that still held when `put` had to drop them. */
  evicted: i32 = 0;

  private idStart: i32 = 0;
  private next: i32 = 0;

  /** Finds the entry of `id` in the first `length` bytes; it may have expired. */
  find(bytes: StaticArray<u8>, length: i32, id: Bytes): bool {
    for (this.next = 0; this.step(bytes, length);) {
      if (this.isOf(id, bytes)) return true;
    }
    return false;
  }

  /** True when the entry that was found holds at `now`; a clock that was set back does not make entries immortal. */
  holds(now: u64, ttl: u64): bool {
    return this.expires > now && this.expires - now <= ttl;
  }

  /** True when `find` found an entry that other tags have spoiled. */
  get isSpoiled(): bool {
    return this.tagsStart == this.tagsEnd;
  }

  /**
   * Writes the slot in bytes[0, length) anew to `written`, with `tags` under `id` as its newest entry, until now + ttl;
   * an entry of that id that holds other tags is spoiled. Expired entries go, then the oldest until at most WAYS entries
   * of `most` bytes in all are left. False when the new entry alone is longer than that.
   */
  put(bytes: StaticArray<u8>, length: i32, id: Bytes, tags: Bytes, now: u64, ttl: u64, most: i32): bool {
    this.evicted = 0;
    const isSpoiled = this.find(bytes, length, id) && this.holds(now, ttl) && !this.hasTags(bytes, tags);
    const added = isSpoiled ? 0 : tags.length;
    let size = HEAD + id.length + added;
    if (size > most || added > MAX_LENGTH) return false;
    let count = 1;
    for (this.next = 0; this.step(bytes, length);) {
      if (!this.stays(bytes, id, now, ttl)) continue;
      size += this.tagsEnd - this.entryStart;
      ++count;
    }
    const written = this.written;
    written.clear();
    for (this.next = 0; this.step(bytes, length);) {
      if (!this.stays(bytes, id, now, ttl)) continue;
      if (count > WAYS || size > most) {
        --count;
        size -= this.tagsEnd - this.entryStart;
        ++this.evicted;
      } else written.append(bytes, this.entryStart, this.tagsEnd);
    }
    this.write(now + ttl, 8);
    this.write(id.length, 2);
    this.write(added, 2);
    written.append(id.data, 0, id.length);
    written.append(tags.data, 0, added);
    return true;
  }

  private stays(bytes: StaticArray<u8>, id: Bytes, now: u64, ttl: u64): bool {
    return this.holds(now, ttl) && !this.isOf(id, bytes);
  }

  private get entryStart(): i32 {
    return this.idStart - HEAD;
  }

  private isOf(id: Bytes, bytes: StaticArray<u8>): bool {
    return isSame(id.data, 0, id.length, bytes, this.idStart, this.tagsStart);
  }

  private hasTags(bytes: StaticArray<u8>, tags: Bytes): bool {
    return isSame(tags.data, 0, tags.length, bytes, this.tagsStart, this.tagsEnd);
  }

  /** Reads the entry at `next`; false at the end of the slot, and where its bytes are none of ours. */
  private step(bytes: StaticArray<u8>, length: i32): bool {
    if (this.next + HEAD > length) return false;
    this.expires = this.read(bytes, this.next, 8);
    this.idStart = this.next + HEAD;
    this.tagsStart = this.idStart + <i32>this.read(bytes, this.next + 8, 2);
    this.tagsEnd = this.tagsStart + <i32>this.read(bytes, this.next + 10, 2);
    this.next = this.tagsEnd;
    return this.tagsEnd <= length;
  }

  private read(bytes: StaticArray<u8>, at: i32, size: i32): u64 {
    let value: u64 = 0;
    for (let i = size - 1; i >= 0; --i) value = (value << 8) | unchecked(bytes[at + i]);
    return value;
  }

  private write(value: u64, size: i32): void {
    for (let i = 0; i < size; ++i) this.written.push(<i32>((value >> (8 * i)) & 0xff));
  }
}
