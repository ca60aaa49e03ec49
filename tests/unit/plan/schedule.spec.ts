import { Schedule } from "../../../assembly/core/plan/schedule";
import { WrittenSchedule } from "../../../assembly/core/rule/written-schedule";

function schedule(isLinear: bool, seconds: u32[], ranges: u32[]): Schedule {
  const written = new WrittenSchedule(isLinear);
  for (let i = 0; i < seconds.length; ++i) {
    written.seconds.push(seconds[i]);
    written.ranges.push(ranges[i]);
  }
  return new Schedule(written);
}

const MOST: u32 = u32.MAX_VALUE;

describe("rangeAt", () => {
  test("holds a range until the next time", () => {
    const steps = schedule(false, [100, 200, 201], [10, 20, 30]);
    const seconds: i64[] = [-1, 0, 99, 100, 101, 199, 200, 201, 202, 1 << 40];
    const ranges: u32[] = [5, 5, 5, 10, 10, 10, 20, 30, 30, 30];
    for (let i = 0; i < seconds.length; ++i) expect(steps.rangeAt(seconds[i], 5)).toBe(ranges[i]);
  });

  test("moves evenly from one to the next, and rounds to where it comes from", () => {
    const ramp = schedule(true, [100, 110, 120], [0, 5, 1]);
    const seconds: i64[] = [99, 100, 101, 102, 109, 110, 111, 112, 113, 119, 120, 121];
    const ranges: u32[] = [0, 0, 0, 1, 4, 5, 5, 5, 4, 2, 1, 1];
    for (let i = 0; i < seconds.length; ++i) expect(ramp.rangeAt(seconds[i], 0)).toBe(ranges[i]);
  });

  test("is exact for the largest range and the longest time", () => {
    const ramp = schedule(true, [0, MOST], [0, MOST]);
    const seconds: i64[] = [0, 1, 2147483648, 4294967294, 4294967295];
    for (let i = 0; i < seconds.length; ++i) expect(ramp.rangeAt(seconds[i], 0)).toBe(<u32>seconds[i]);
  });

  test("finds its place among many", () => {
    const seconds: u32[] = [];
    for (let i: u32 = 0; i < 1000; ++i) seconds.push(10 * i);
    const steps = schedule(false, seconds, seconds);
    for (let i: u32 = 0; i < 10010; ++i) expect(steps.rangeAt(i, 0)).toBe(min(9990, 10 * (i / 10)));
  });
});
