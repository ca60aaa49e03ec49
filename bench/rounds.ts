import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { shuffle } from "simple-statistics";
import { LOAD_CORES, type Gateway, type Route } from "./gateway.ts";

const run = promisify(execFile);

/** One thing to measure: what a request costs on one listener of one gateway. */
export interface Load {
  gateway: Gateway;
  listener: string;
  headers: Record<string, string>;
  /** Where each request must go. */
  route: Route;
}

/** What the load generator saw; see load/main.go. Times in µs. */
export interface Round {
  requests: number;
  requestsPerSecond: number;
  /** CPU of the Envoy process per request. */
  cpu: number;
  p50: number;
  p99: number;
  /** Shares of the machine's time that others took, and of the round's that Envoy waited for its core. */
  stolen: number;
  foreign: number;
  waited: number;
}

/** Loads to compare with each other, by name: they run right after one another, in a new order each pass. */
export type Block = Record<string, Load>;
/** What each load of a block cost, pass by pass. */
export type Rounds = Record<string, Round[]>;

export interface Effort {
  passes: number;
  /** Length of a round. */
  ms: number;
}

/** Drives loads with the load generator, at full speed. */
export class Meter {
  constructor(private readonly generator: string) {}

  /** Measures blocks in turns, so that what the machine does meanwhile meets all of them alike. */
  async measure(blocks: Record<string, Block>, { passes, ms }: Effort): Promise<Record<string, Rounds>> {
    const measured: Record<string, Rounds> = {};
    for (let pass = 0; pass < passes; ++pass) {
      for (const [name, block] of Object.entries(blocks)) {
        const rounds = (measured[name] ??= {});
        for (const [load, what] of shuffle(Object.entries(block))) {
          (rounds[load] ??= []).push(await this.round(what, ms));
        }
      }
    }
    return measured;
  }

  /** One round, after a warm-up. Throws where a request goes wrong. */
  async round({ gateway, listener, headers, route }: Load, ms: number): Promise<Round> {
    const sent = Object.entries(headers).flatMap(([name, value]) => ["-header", `${name}: ${value}`]);
    const target = ["-address", gateway.address(listener), "-pid", String(gateway.pid), "-expect", route];
    const args = ["-c", LOAD_CORES, this.generator, ...target, ...sent, "-for", `${ms}ms`];
    const { stdout } = await run("taskset", args, { env: { ...process.env, GOMAXPROCS: "1" } });
    return JSON.parse(stdout) as Round;
  }
}
