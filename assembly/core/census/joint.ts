import { firstThatYields } from "../decide";
import { Request } from "../plan/request";
import { Census } from "./census";
import { areIndependent, streamsOf } from "./stream";
import { Walk } from "./walk";

/** The most combinations of several streams, each of which is decided. */
const MOST: f64 = 200000;

/** Which shares of all users get which tags under some tag headers together. */
export class Joint {
  /** For each combination of cells its share, and behind it the number of the tag value under each tag header. */
  readonly rows: f64[] = [];
  private readonly walks: Walk[] = [];
  private readonly some: i32[][] = [];
  private readonly areIndependent: bool;

  constructor(
    private readonly census: Census,
    /** By their numbers in the plan. */
    private readonly tagHeaders: i32[],
  ) {
    const streams = streamsOf(census.plan, tagHeaders);
    this.areIndependent = areIndependent(streams);
    for (let i = 0; i < streams.length; ++i) this.walks.push(new Walk(census.plan, streams[i], tagHeaders));
  }

  /**
   * What its shares are: 1, counted over all hash values; 2, those of several hashes that are independent, multiplied; 0,
   * neither, as there are too many combinations or hashes that go together.
   */
  get kind(): i32 {
    if (!this.areIndependent) return 0;
    let combinations: f64 = 1;
    for (let i = 0; i < this.walks.length; ++i) {
      if (!this.walks[i].isPossible) return 0;
      for (let j = 0; j < this.walks[i].rulers.length; ++j)
        combinations *= <f64>this.walks[i].rulers[j].firsts.length;
    }
    if (this.walks.length < 2) return 1;
    return combinations > MOST ? 0 : 2;
  }

  /** How many steps `run` takes: a hundred million take about a second. */
  get steps(): f64 {
    let steps: f64 = 0;
    for (let i = 0; i < this.walks.length; ++i) steps += this.walks[i].steps;
    return steps;
  }

  /** Fills `rows`, unless its kind is 0. */
  run(): void {
    for (let i = 0; i < this.walks.length; ++i) this.some.push(this.walks[i].run());
    this.census.begin();
    this.spread(0, 1);
  }

  /** Goes through the combinations of the streams from number `index` on, of which all together have this share. */
  private spread(index: i32, share: f64): void {
    const request = this.census.request;
    if (index == this.walks.length) {
      this.add(share, request);
      return;
    }
    const walk = this.walks[index];
    const some = this.some[index];
    for (let i = 0; i < some.length; ++i) {
      let rest = some[i];
      for (let j = 0; j < walk.rulers.length; ++j) {
        const ruler = walk.rulers[j];
        request.buckets[ruler.bucket.index] = ruler.firsts[rest % ruler.firsts.length];
        rest /= ruler.firsts.length;
      }
      this.spread(index + 1, share * walk.shareOf(some[i]));
    }
  }

  private add(share: f64, request: Request): void {
    const plan = this.census.plan;
    this.rows.push(share);
    for (let i = 0; i < this.tagHeaders.length; ++i) {
      const tagHeader = this.tagHeaders[i];
      firstThatYields(plan.tagHeaders[tagHeader], request);
      this.rows.push(<f64>this.census.tagValues[tagHeader].numberOf(request.given));
    }
  }
}
