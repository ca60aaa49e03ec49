import { Bytes } from "../../../assembly/core/text/bytes";
import { Slot, WAYS } from "../../../assembly/core/correlation/slot";
import { bytes, textOf } from "../given";

const TTL: u64 = 1000;
const ROOM = 1024;

/** A slot whose bytes are kept from one `put` to the next, as the host keeps them. */
class Kept {
  readonly slot: Slot = new Slot(ROOM);
  bytes: StaticArray<u8> = new StaticArray<u8>(0);

  put(id: string, tags: string, now: u64, room: i32 = ROOM): bool {
    const isPut = this.slot.put(this.bytes, this.bytes.length, filled(id), filled(tags), now, TTL, room);
    const written = this.slot.written;
    this.bytes = new StaticArray<u8>(written.length);
    for (let i = 0; i < written.length; ++i) this.bytes[i] = written.data[i];
    return isPut;
  }

  /** The tags under an id: "none", "expired", or "spoiled". */
  get(id: string, now: u64): string {
    const slot = this.slot;
    if (!slot.find(this.bytes, this.bytes.length, filled(id))) return "none";
    if (!slot.holds(now, TTL)) return "expired";
    return slot.isSpoiled ? "spoiled" : textOf(this.bytes, slot.tagsStart, slot.tagsEnd);
  }
}

function filled(text: string): Bytes {
  const given = bytes(text);
  const all = new Bytes(1 << 17);
  all.append(given, 0, given.length);
  return all;
}

describe("Slot", () => {
  test("remembers tags under ids that are the same in every byte", () => {
    const kept = new Kept();
    expect(kept.get("one", 0)).toBe("none");
    expect(kept.put("one", "a=1", 10)).toBe(true);
    expect(kept.put("two", "a=2,b=1", 11)).toBe(true);
    expect(kept.get("one", 12)).toBe("a=1");
    expect(kept.get("two", 12)).toBe("a=2,b=1");
    expect(kept.get("on", 12)).toBe("none");
    expect(kept.get("twp", 12)).toBe("none");
    expect(kept.slot.evicted).toBe(0);
  });

  test("says nothing after the ttl, and drops nothing for that", () => {
    const kept = new Kept();
    kept.put("one", "a=1", 5000);
    expect(kept.get("one", 5999)).toBe("a=1");
    expect(kept.get("one", 6000)).toBe("expired");
    kept.put("two", "a=2", 6000);
    expect(kept.get("one", 5999)).toBe("a=1", "the clock was wrong at 6000");
    expect(kept.slot.evicted).toBe(0);
  });

  test("holds as long for a clock that was set back", () => {
    const kept = new Kept();
    kept.put("one", "a=1", 5000);
    expect(kept.get("one", 4001)).toBe("a=1");
    expect(kept.get("one", 4000)).toBe("expired");
    kept.put("two", "a=2", 1);
    expect(kept.get("one", 5000)).toBe("a=1");
    kept.put("one", "a=2", 1);
    expect(kept.get("one", 1)).toBe("spoiled", "one of a later time is not over");
  });

  test("takes times at the ends of the clock", () => {
    const kept = new Kept();
    kept.put("one", "a=1", u64.MAX_VALUE);
    expect(kept.get("one", u64.MAX_VALUE)).toBe("a=1");
    expect(kept.get("one", 1)).toBe("expired");
    kept.put("one", "a=1", 1);
    expect(kept.get("one", u64.MAX_VALUE)).toBe("expired");
  });

  test("remembers that there were no tags", () => {
    const kept = new Kept();
    kept.put("one", "", 1);
    expect(kept.get("one", 2)).toBe("");
    kept.put("one", "", 2);
    expect(kept.get("one", 3)).toBe("");
    kept.put("one", "a=1", 3);
    expect(kept.get("one", 4)).toBe("spoiled");
    kept.put("one", "", 4);
    expect(kept.get("one", 5)).toBe("spoiled");
  });

  test("renews the same tags, and is spoiled by others", () => {
    const kept = new Kept();
    kept.put("one", "a=1", 0);
    kept.put("one", "a=1", 900);
    expect(kept.get("one", 1800)).toBe("a=1");
    kept.put("one", "a=2", 1800);
    expect(kept.get("one", 1801)).toBe("spoiled");
    kept.put("one", "a=2", 2000);
    kept.put("one", "a=1", 2001);
    expect(kept.get("one", 2002)).toBe("spoiled");
    kept.put("one", "a=1", 3001);
    expect(kept.get("one", 3002)).toBe("a=1");
    kept.put("one", "", 3002);
    expect(kept.get("one", 3003)).toBe("spoiled");
    expect(kept.bytes.length).toBe(12 + 3 + 1);
  });

  test("keeps the youngest 8", () => {
    expect(WAYS).toBe(8);
    const kept = new Kept();
    for (let i = 0; i < 8; ++i) {
      kept.put("id-" + i.toString(), "a=1", i);
      expect(kept.slot.evicted).toBe(0);
    }
    kept.put("id-0", "a=1", 8);
    expect(kept.slot.evicted).toBe(0);
    kept.put("id-8", "a=1", 9);
    expect(kept.slot.evicted).toBe(1);
    expect(kept.get("id-0", 9)).toBe("a=1");
    expect(kept.get("id-1", 9)).toBe("none");
    for (let i = 2; i < 9; ++i) expect(kept.get("id-" + i.toString(), 9)).toBe("a=1");
  });

  test("keeps within its room, dropping the oldest", () => {
    const kept = new Kept();
    const entry = 12 + 1 + 3;
    kept.put("1", "a=1", 1, 3 * entry);
    kept.put("2", "a=2", 2, 3 * entry);
    kept.put("3", "a=3", 3, 3 * entry);
    expect(kept.bytes.length).toBe(3 * entry);
    expect(kept.put("4", "a=4,b", 4, 3 * entry)).toBe(true);
    expect(kept.slot.evicted).toBe(2);
    expect(kept.get("1", 5)).toBe("none");
    expect(kept.get("2", 5)).toBe("none");
    expect(kept.get("3", 5)).toBe("a=3");
    expect(kept.put("5", "a=1", 5, entry)).toBe(true);
    expect(kept.slot.evicted).toBe(2);
    expect(kept.get("5", 6)).toBe("a=1");
  });

  test("spoils an entry whose tags have no room, so that another's are not taken for them", () => {
    const kept = new Kept();
    const entry = 12 + 1 + 3;
    expect(kept.put("1", "a=1", 1, entry)).toBe(true);
    expect(kept.put("1", "a=12", 2, entry)).toBe(false);
    expect(kept.get("1", 3)).toBe("spoiled");
    expect(kept.put("2", "a=12", 4, entry)).toBe(false);
    expect(kept.get("2", 4)).toBe("spoiled");
    expect(kept.slot.evicted).toBe(1);
    expect(kept.bytes.length).toBe(12 + 1 + 1);
  });

  test("counts as evicted only what still held", () => {
    const kept = new Kept();
    for (let i = 0; i < 8; ++i) kept.put("id-" + i.toString(), "a=1", i < 4 ? 0 : 500);
    kept.put("id-8", "a=1", 1000);
    expect(kept.slot.evicted).toBe(0);
    for (let i = 9; i < 13; ++i) kept.put("id-" + i.toString(), "a=1", 1000);
    expect(kept.slot.evicted).toBe(1);
    expect(kept.get("id-5", 1000)).toBe("a=1");
  });

  test("takes whatever bytes it finds", () => {
    const kept = new Kept();
    kept.put("one", "a=1", 1);
    const whole = kept.bytes;
    for (let cut = 0; cut < whole.length; ++cut) {
      kept.bytes = new StaticArray<u8>(cut);
      for (let i = 0; i < cut; ++i) kept.bytes[i] = whole[i];
      expect(kept.get("one", 2)).toBe("none");
    }
    kept.bytes = bytes("\u007f".repeat(500));
    expect(kept.get("one", 2)).toBe("none");
    expect(kept.put("one", "a=1", 2)).toBe(true);
    expect(kept.get("one", 3)).toBe("a=1");
    expect(kept.bytes.length).toBe(12 + 3 + 3);
  });
});
