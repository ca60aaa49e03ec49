/** How many slots of the table a mix has at least: then most are found at once. */
const SLOTS_OF_MIX = 2;
const FEWEST_SLOTS = 64;

/** Counts the users of each mix: the numbers of their tag values under each tag header. */
export class Tally {
  /** Mix after mix, in the order in which they were first seen: its numbers, and how many users have it. */
  rows: StaticArray<u32>;
  mixes: i32 = 0;
  /** Where the number of a mix, from 1, stands by the hash of its numbers, or behind that; 0 is free. */
  private slots: StaticArray<i32> = new StaticArray<i32>(FEWEST_SLOTS);

  constructor(
    /** How many tag headers there are. */
    readonly width: i32,
  ) {
    this.rows = new StaticArray<u32>((FEWEST_SLOTS / SLOTS_OF_MIX) * (width + 1));
  }

  /** Counts a user whose mix stands in `numbers`, which has `width` of them. */
  count(numbers: StaticArray<u32>): void {
    const width = this.width;
    const mask = this.slots.length - 1;
    let slot = hashOf(numbers, 0, width) & mask;
    for (;;) {
      const mix = unchecked(this.slots[slot]);
      if (mix == 0) return this.add(numbers, slot);
      const at = (mix - 1) * (width + 1);
      if (this.isAt(at, numbers)) {
        unchecked((this.rows[at + width] += 1));
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  private isAt(at: i32, numbers: StaticArray<u32>): bool {
    const rows = this.rows;
    for (let i = 0, k = this.width; i < k; ++i) {
      if (unchecked(rows[at + i]) != unchecked(numbers[i])) return false;
    }
    return true;
  }

  private add(numbers: StaticArray<u32>, slot: i32): void {
    const at = this.mixes * (this.width + 1);
    for (let i = 0; i < this.width; ++i) this.rows[at + i] = numbers[i];
    this.rows[at + this.width] = 1;
    this.slots[slot] = ++this.mixes;
    if (this.mixes * SLOTS_OF_MIX == this.slots.length) this.grow();
  }

  private grow(): void {
    const width = this.width;
    const rows = new StaticArray<u32>(this.rows.length * 2);
    for (let i = 0; i < this.rows.length; ++i) rows[i] = this.rows[i];
    this.rows = rows;
    const slots = new StaticArray<i32>(this.slots.length * 2);
    for (let mix = 1; mix <= this.mixes; ++mix) {
      const at = (mix - 1) * (width + 1);
      let slot = hashOf(rows, at, width) & (slots.length - 1);
      while (slots[slot] != 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = mix;
    }
    this.slots = slots;
  }
}

/** FNV-1a over words, and a step that lets the high bits count in the low ones. */
function hashOf(numbers: StaticArray<u32>, from: i32, width: i32): i32 {
  let hash: u32 = 0x811c9dc5;
  for (let i = from, k = from + width; i < k; ++i) hash = (hash ^ unchecked(numbers[i])) * 0x01000193;
  return <i32>(hash ^ (hash >>> 15));
}
