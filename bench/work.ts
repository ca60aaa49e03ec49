// How much a module does for a request, exactly: the same on any machine, however busy.
import { readFileSync } from "node:fs";
import { Host, type Line } from "../tests/emulated/host.ts";
import { instrumented } from "../tests/emulated/instrumented.ts";
import { CASE_NAMES, CASES, JOB, type Case } from "./cases.ts";
import type { Feature } from "./rule-features.ts";

/** What one request takes, with its answer where the module sees that. */
export interface Work {
  /** Calls between the host and the module, in either direction. */
  crossings: number;
  /** Calls, turns of loops and conditions in the module. */
  work: number;
}

/** A module that is to be asked what it does. */
class Worker {
  private work = 0;
  private readonly host: Host;

  constructor(wasm: Uint8Array) {
    const step = () => ++this.work;
    const condition = (outcome: number) => (++this.work, outcome);
    this.host = new Host(instrumented(wasm), undefined, { told: { step, condition } });
  }

  /** What a request with these headers takes under a configuration. */
  of(configuration: string, headers: Readonly<Record<string, string>>): Work {
    const { host } = this;
    const plugin = host.configure(configuration);
    const lines = Object.entries(headers).map(([name, value]): Line => [name, Buffer.from(value)]);
    const play = () => {
      host.crossings.clear();
      this.work = 0;
      const stream = host.openStream(plugin);
      host.headers(stream, lines);
      host.answerOf(stream);
      host.close(stream);
    };
    play(); // the first after a configuration may do more
    play();
    return {
      crossings: [...host.crossings.values()].reduce((sum, times) => sum + times, 0),
      work: this.work,
    };
  }
}

/** What a module does for each request of the three-rule job. */
export function workOf(wasm: Uint8Array): Record<Case, number> {
  const worker = new Worker(wasm);
  return Object.fromEntries(CASE_NAMES.map((name) => [name, worker.of(JOB, CASES[name]).work])) as Record<
    Case,
    number
  >;
}

/** What the features take of which it is counted, by their titles. */
export function worksOf(features: readonly Feature[]): Map<string, Work> {
  const workers = new Map<string, Worker>();
  return new Map(
    features.flatMap(({ title, counted, headers }) => {
      if (counted === undefined) return [];
      const { module, configuration } = counted;
      const worker = workers.get(module) ?? new Worker(readFileSync(module));
      workers.set(module, worker);
      return [[title, worker.of(configuration, headers)] as const];
    }),
  );
}
