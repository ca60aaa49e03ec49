import { Bytes, isSame } from "../text/bytes";
import { MAX_BAGGAGE } from "../baggage/size";
import { MAX_ID } from "./chain-id";

/** The most entries of one slot. */
export const WAYS = 8;

// An entry: when it was written, in nanoseconds (8 bytes), the lengths of id and tags (2 bytes each), id, tags. Numbers
// have the lowest byte first. The tags are members of baggage, none for a request without tags.
const HEAD = 12;

/** Before an id, so that plugins of one proxy which carry different tags remember them apart. */
export const FINGERPRINT = 4;

/** The most bytes that one slot can come to. */
export const MAX_SLOT = WAYS * (HEAD + FINGERPRINT + MAX_ID + MAX_BAGGAGE);

/** Stands in the place of tags when requests with different tags, or with and without, had the id. */
const SPOILED: StaticArray<u8> = [0x2c];

/**
 * One slot of the table in which tags are remembered under ids: up to WAYS entries, the oldest first, in the bytes of
 * one value of the host's shared data. Other plugins could write there: whatever the bytes are, nothing here fails.
 */
export class Slot {
  /** The entry that `find` found: its tags are bytes[tagsStart, tagsEnd) of what it was given. */
  tagsStart: i32 = 0;
  tagsEnd: i32 = 0;
  /** True when requests with different tags had its id. */
  isSpoiled: bool = false;
  /** What `put` wrote. */
  readonly written: Bytes;
  /** Entries that were still valid when `put` had to drop them. */
  evicted: i32 = 0;

  private since: u64 = 0;
  private idStart: i32 = 0;
  private next: i32 = 0;

  /** For slots of at most `room` bytes. */
  constructor(room: i32) {
    this.written = new Bytes(room);
  }

  /** Finds the entry of `id` in the first `length` bytes; it may be over. */
  find(bytes: StaticArray<u8>, length: i32, id: Bytes): bool {
    for (this.next = 0; this.step(bytes, length);) {
      if (!this.isOf(id, bytes)) continue;
      this.isSpoiled = this.hasTags(bytes, SPOILED, SPOILED.length);
      return true;
    }
    return false;
  }

  /**
   * True when the entry that was found is less than `ttl` away from `now`. One of a later time is from before the clock
   * was set back: it holds as long, and none is immortal.
   */
  holds(now: u64, ttl: u64): bool {
    return now < this.since ? this.since - now < ttl : now - this.since < ttl;
  }

  /**
   * Writes the slot in bytes[0, length) anew to `written`, with `tags` under `id` as its newest entry, of the time `now`.
   * An entry of that id which holds other tags, and is not over, is spoiled, and so is one whose tags have no room. The
   * oldest entries go until at most WAYS of `most` bytes in all are left, and none for its time alone: a clock that is
   * wrong for a while empties nothing. `most` leaves room for an id. False when that was too little for the tags.
   */
  put(bytes: StaticArray<u8>, length: i32, id: Bytes, tags: Bytes, now: u64, ttl: u64, most: i32): bool {
    const isOther =
      this.find(bytes, length, id) && !this.isOver(now, ttl) && !this.hasTags(bytes, tags.data, tags.length);
    const hasRoom = HEAD + id.length + tags.length <= most;
    const added = hasRoom && !isOther ? tags.data : SPOILED;
    const addedLength = hasRoom && !isOther ? tags.length : SPOILED.length;
    this.written.clear();
    this.keep(bytes, length, id, now, ttl, most - HEAD - id.length - addedLength);
    this.write(now, 8);
    this.write(id.length, 2);
    this.write(addedLength, 2);
    this.written.append(id.data, 0, id.length);
    this.written.append(added, 0, addedLength);
    return hasRoom;
  }

  /** Writes the entries of other ids, the youngest that come to WAYS less one and to `most` bytes. */
  private keep(bytes: StaticArray<u8>, length: i32, id: Bytes, now: u64, ttl: u64, most: i32): void {
    let size = 0;
    let count = 0;
    for (this.next = 0; this.step(bytes, length);) {
      if (this.isOf(id, bytes)) continue;
      size += this.size;
      ++count;
    }
    this.evicted = 0;
    for (this.next = 0; this.step(bytes, length);) {
      if (this.isOf(id, bytes)) continue;
      if (count < WAYS && size <= most) {
        this.written.append(bytes, this.idStart - HEAD, this.tagsEnd);
        continue;
      }
      --count;
      size -= this.size;
      if (this.holds(now, ttl)) ++this.evicted;
    }
  }

  private isOver(now: u64, ttl: u64): bool {
    return now > this.since && now - this.since >= ttl;
  }

  private isOf(id: Bytes, bytes: StaticArray<u8>): bool {
    return isSame(id.data, 0, id.length, bytes, this.idStart, this.tagsStart);
  }

  private hasTags(bytes: StaticArray<u8>, tags: StaticArray<u8>, length: i32): bool {
    return isSame(tags, 0, length, bytes, this.tagsStart, this.tagsEnd);
  }

  private get size(): i32 {
    return this.tagsEnd - this.idStart + HEAD;
  }

  /** Reads the entry at `next`; false at the end of the slot, and where its bytes are none of ours. */
  private step(bytes: StaticArray<u8>, length: i32): bool {
    if (this.next + HEAD > length) return false;
    this.since = this.read(bytes, this.next, 8);
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
