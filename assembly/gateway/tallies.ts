import { Tally } from "../core/metrics/tally";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { Counter } from "../host/counter";

/**
 * Counts what a plan decides, in the module: a request makes no call for it. What is not told to the host yet, at most what
 * came since the last tick, is lost when the VM dies. Each worker tells what it has counted; the host adds them up.
 */
export class Tallies {
  private readonly tally: Tally;
  private readonly counters: Counter[] = [];

  /** For configuration: the host then shows each series, from 0 on. */
  constructor(plan: Plan, plugin: string) {
    this.tally = new Tally(plan, plugin);
    const names = this.tally.names;
    for (let i = 0; i < names.length; ++i) {
      const counter = new Counter();
      counter.define(names[i]);
      this.counters.push(counter);
    }
  }

  count(request: Request): void {
    this.tally.count(request);
  }

  /** Tells the host what has been counted since the last time. */
  flush(): void {
    const counts = this.tally.counts;
    for (let i = 0, k = counts.length; i < k; ++i) {
      const count = unchecked(counts[i]);
      if (count == 0) continue;
      unchecked(this.counters[i]).add(count);
      unchecked((counts[i] = 0));
    }
  }
}
