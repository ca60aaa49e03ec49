import { WrittenSchedule } from "../rule/written-schedule";

/** How the range of a policy moves with time. */
export class Schedule {
  private readonly seconds: StaticArray<u32>;
  private readonly ranges: StaticArray<u32>;
  private readonly isLinear: bool;

  constructor(written: WrittenSchedule) {
    this.seconds = StaticArray.fromArray<u32>(written.seconds);
    this.ranges = StaticArray.fromArray<u32>(written.ranges);
    this.isLinear = written.isLinear;
  }

  /** The range at a second since 1970; `before` where that is before the first entry. After the last one it stays. */
  rangeAt(second: i64, before: u32): u32 {
    const next = this.firstAfter(second);
    if (next == 0) return before;
    const range = unchecked(this.ranges[next - 1]);
    if (!this.isLinear || next == this.ranges.length) return range;
    const start = <u64>unchecked(this.seconds[next - 1]);
    const end = <u64>unchecked(this.seconds[next]);
    const target = unchecked(this.ranges[next]);
    // Rounded to where it comes from: no bucket is early. All factors have 32 bits, so the products fit.
    if (target >= range)
      return range + <u32>((<u64>(target - range) * (<u64>second - start)) / (end - start));
    return range - <u32>((<u64>(range - target) * (<u64>second - start)) / (end - start));
  }

  /** The index of the first entry after `second`, by bisection. */
  private firstAfter(second: i64): i32 {
    let low = 0;
    let high = this.seconds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (<i64>unchecked(this.seconds[middle]) > second) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
