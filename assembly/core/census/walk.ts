import { Plan } from "../plan/plan";
import { Ruler, rulerOf } from "./ruler";
import { Stream } from "./stream";

const HASHES: u64 = 1 << 32;
/** The most combinations of cells of one stream. */
const MOST_COMBINATIONS: u64 = 1 << 20;

/**
 * Counts over all values of a stream's hash how many come to each combination of cells. It goes from one bound of a cell
 * to the next, so that what lies between is counted at once, and no further than where all moduli begin anew together.
 */
export class Walk {
  readonly rulers: Ruler[] = [];
  /** After so many values all cells begin anew: the least common multiple of the periods, but at most `hashes`. */
  private readonly period: u64;
  /** How many values there are. */
  private readonly hashes: u64;
  /** For each combination, how many values come to it: of the first ruler's cells, times those of the second … */
  private counts: StaticArray<u64> = new StaticArray<u64>(0);
  private readonly combinations: u64;

  /** For the rules of some tag headers of `plan`. */
  constructor(plan: Plan, stream: Stream, tagHeaders: i32[]) {
    let period: u64 = 1;
    let combinations: u64 = 1;
    for (let i = 0; i < stream.buckets.length; ++i) {
      const ruler = rulerOf(plan, stream.buckets[i], tagHeaders, stream.isScaled);
      this.rulers.push(ruler);
      period = min(multiple(period, ruler.period), HASHES);
      combinations = min(combinations * <u64>ruler.firsts.length, MOST_COMBINATIONS + 1);
    }
    this.period = period;
    this.combinations = combinations;
    // Of 2^64 values what goes beyond the last whole period is less than anybody can see.
    this.hashes = stream.isWide ? period : HASHES;
  }

  /** False where there are too many combinations. */
  get isPossible(): bool {
    return this.combinations <= MOST_COMBINATIONS;
  }

  /** How many bounds it comes to, about: a hundred million take a second. */
  get steps(): f64 {
    let steps: f64 = 0;
    for (let i = 0; i < this.rulers.length; ++i) {
      const ruler = this.rulers[i];
      steps += (<f64>this.period / <f64>ruler.period) * <f64>ruler.firsts.length;
    }
    return steps;
  }

  /** The combinations that some value comes to. */
  run(): i32[] {
    this.counts = new StaticArray<u64>(<i32>this.combinations);
    const whole = this.hashes / this.period;
    const rest = this.hashes % this.period;
    this.go(rest, whole);
    const some: i32[] = [];
    for (let i = 0; i < this.counts.length; ++i) if (this.counts[i] > 0) some.push(i);
    return some;
  }

  /** How much of all values come to a combination. */
  shareOf(combination: i32): f64 {
    return <f64>this.counts[combination] / <f64>this.hashes;
  }

  /** Counts each of the first `rest` values of a period once more than `times`. */
  private go(rest: u64, times: u64): void {
    const k = this.rulers.length;
    const lengths = this.lengths;
    const firsts = new StaticArray<i32>(k + 1); // where in `lengths` each ruler's cells begin
    const nexts = new StaticArray<u64>(k);
    const cells = new StaticArray<i32>(k);
    const strides = new StaticArray<i32>(k);
    let stride = 1;
    for (let i = 0; i < k; ++i) {
      strides[i] = stride;
      stride *= this.rulers[i].lengths.length;
      cells[i] = firsts[i];
      nexts[i] = lengths[firsts[i]];
      firsts[i + 1] = firsts[i] + this.rulers[i].lengths.length;
    }
    const counts = this.counts;
    const period = this.period;
    let combination = 0;
    for (let at: u64 = 0; at < period;) {
      let end = at < rest ? rest : period;
      for (let i = 0; i < k; ++i) end = min(end, unchecked(nexts[i]));
      unchecked((counts[combination] += (end - at) * (at < rest ? times + 1 : times)));
      at = end;
      for (let i = 0; i < k; ++i) {
        if (unchecked(nexts[i]) != at) continue;
        const cell = unchecked(cells[i]);
        const next = cell + 1 == unchecked(firsts[i + 1]) ? unchecked(firsts[i]) : cell + 1;
        combination += (next - cell) * unchecked(strides[i]);
        unchecked((cells[i] = next));
        unchecked((nexts[i] = at + unchecked(lengths[next])));
      }
    }
  }

  /** The lengths of all cells, one ruler behind the other. */
  private get lengths(): StaticArray<u64> {
    const lengths: u64[] = [];
    for (let i = 0; i < this.rulers.length; ++i) {
      for (let j = 0; j < this.rulers[i].lengths.length; ++j) lengths.push(this.rulers[i].lengths[j]);
    }
    return StaticArray.fromArray<u64>(lengths);
  }
}

/** The least common multiple; both are at most 2^32. */
function multiple(one: u64, other: u64): u64 {
  let a = one;
  let b = other;
  while (b != 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  const times = other / a;
  return one > HASHES / times ? HASHES : one * times;
}
