import type { Tally } from "./load.ts";

/** How many: of requests, or of those that could. */
export type Share = "none" | "some" | "all";

/** A row of RELIABILITY.md: a fault, and what must come of it. */
export interface Fault {
  fault: string;
  lost: Share;
  /** Users with a tag who reach the stable version. */
  untagged: Share;
  mistagged: Share;
  /** Forged tag headers that pass, and with the guard; left out where none pass without it. */
  forged: Share;
  guarded?: Share;
  recovery: string;
  /** What the operator sees, in words, and a sign of it in Envoy's log or among its counters. */
  operator: string;
  sign: RegExp;
  measure(): Promise<Measured>;
}

export interface Measured {
  /** From the fault's beginning until it is in full effect, where that takes requests. */
  before?: Tally;
  /** During the fault. */
  tally: Tally;
  guarded?: Tally;
  /** From the mend to the first of the requests that are all right again. */
  seconds: number;
  /** All that Envoy has logged and counted. */
  seen: string;
}

export const share = (count: number, of: number): Share =>
  count === 0 ? "none" : count < of ? "some" : "all";
