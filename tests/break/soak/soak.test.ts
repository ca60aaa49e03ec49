import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rises, trendOf, type Series } from "./trend.ts";

/** Noise that is the same each time, in [-1, 1]. */
const noise = (i: number) => Math.sin(i * 12.9898) * Math.cos(i * 78.233);

const series = (value: (minute: number, i: number) => number): Series =>
  Array.from({ length: 120 }, (_, i) => [i / 60, value(i / 60, i)]);

describe("a soak's trend", () => {
  it("is level where there is noise alone, or a rise at the beginning alone", () => {
    assert.equal(rises(trendOf(series((_, i) => 100 + noise(i))), 0), false);
    assert.equal(
      rises(trendOf(series((minute, i) => 100 - 50 * Math.exp(-10 * minute) + noise(i))), 0.5),
      false,
    );
    assert.equal(rises(trendOf(series(() => 68.5)), 0), false);
  });

  it("rises where noise does not explain it, and by as much as it does", () => {
    const trend = trendOf(series((minute, i) => 100 + 2 * minute + noise(i)));
    assert.ok(Math.abs(trend.slope - 2) < 3 * trend.noise);
    assert.equal(rises(trend, 1), true);
    assert.equal(rises(trend, 5), false);
    assert.equal(rises(trendOf(series((minute) => 68.5 + Math.floor(minute * 2) / 16)), 0), true);
  });

  it("does not rise where it falls", () => {
    assert.equal(rises(trendOf(series((minute) => 100 - minute)), 0), false);
  });
});
