import { median, quantile, sampleWithReplacement } from "simple-statistics";
import type { Round, Rounds } from "./rounds.ts";

/** A median with its spread. */
export interface Figure {
  median: number;
  low: number;
  high: number;
}

/** Above this share of the time, or of the cost, a round says more about the neighbours than about Envoy. */
export const MAX_NOISE = 0.05;
const RESAMPLES = 2000;

/**
 * How noisy each round of a load was: the share of the time that others took, or Envoy waited for its core; or how much
 * dearer its requests were than in the best quarter, as a neighbour in the caches, or on the other thread of the core,
 * takes no time that the kernel could tell of.
 */
function noiseOf(load: Round[]): number[] {
  const best = quantile(load.map(cpuOf), 0.25);
  return load.map(({ stolen, foreign, waited, cpu }) => Math.max(stolen + foreign, waited, cpu / best - 1));
}

/** A load's quiet rounds. Where they are less than half, the quieter half: a noisy machine then shows in the spread. */
function quiet(load: Round[]): Round[] {
  const noise = noiseOf(load);
  const limit = Math.max(MAX_NOISE, median(noise));
  return load.filter((_, i) => noise[i]! <= limit);
}

/** How many rounds there were, and how many of them noisy. */
export function noisyRounds(all: Rounds[]): { rounds: number; noisy: number } {
  const noise = all.flatMap((block) => Object.values(block)).flatMap(noiseOf);
  return { rounds: noise.length, noisy: noise.filter((noise) => noise > MAX_NOISE).length };
}

/** The middle of a load's quiet rounds, with quartiles. */
export function typical(rounds: Rounds, name: string, of: (round: Round) => number): Figure {
  return quartiles(quiet(rounds[name]!).map(of));
}

/** CPU that each of `copies` filters adds to a request, in µs, with quartiles over the rounds. */
export function added(rounds: Rounds, name: string, base: string, copies: number): Figure {
  const without = middle(quiet(rounds[base]!));
  return typical(rounds, name, ({ cpu }) => (cpu - without) / copies);
}

/** What `name` adds divided by what `other` adds, with the 95 % interval that resampling the rounds gives. */
export function ratio(rounds: Rounds, name: string, other: string, base: string): Figure {
  return resampled(
    [name, other, base].map((load) => rounds[load]!),
    ([one, another, none]) => (one! - none!) / (another! - none!),
  );
}

/** What `name` costs more than `other`, in µs for each of `copies` filters, with its 95 % interval. */
export function difference(rounds: Rounds, name: string, other: string, copies: number): Figure {
  return resampled(
    [name, other].map((load) => rounds[load]!),
    ([one, another]) => (one! - another!) / copies,
  );
}

export function quartiles(values: number[]): Figure {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

const cpuOf = ({ cpu }: Round): number => cpu;
const middle = (load: Round[]): number => median(load.map(cpuOf));

/** A statistic of what the middle requests of some loads cost, and where it lies when their quiet rounds are drawn anew. */
function resampled(loads: Round[][], statistic: (costs: number[]) => number): Figure {
  const rounds = loads.map(quiet);
  const again = Array.from({ length: RESAMPLES }, () =>
    statistic(rounds.map((load) => middle(sampleWithReplacement(load, load.length)))),
  );
  return { median: statistic(rounds.map(middle)), low: quantile(again, 0.025), high: quantile(again, 0.975) };
}
