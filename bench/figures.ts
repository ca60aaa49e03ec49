import { median, quantile, sampleWithReplacement } from "simple-statistics";
import type { Round, Rounds } from "./rounds.ts";

/** A median with its spread. */
export interface Figure {
  median: number;
  low: number;
  high: number;
}

/** Above this share of the time, a round says more about the neighbours than about Envoy. */
export const MAX_NOISE = 0.05;
/**
 * So it does when its requests cost this share more than those of the load's best quarter: a neighbour in the caches, or
 * on the other thread of the core, takes no time that the kernel could tell of.
 */
export const MAX_SLOWNESS = 0.1;
const RESAMPLES = 2000;

/** How noisy each round of a load was: 1 at the limits. */
function noiseOf(load: Round[]): number[] {
  const best = quantile(
    load.map(({ cpu }) => cpu),
    0.25,
  );
  return load.map(({ stolen, foreign, waited, cpu }) =>
    Math.max(Math.max(stolen + foreign, waited) / MAX_NOISE, (cpu / best - 1) / MAX_SLOWNESS),
  );
}

/**
 * The passes in which all the named loads had a quiet round. Where that leaves less than half of them, the quieter
 * half: a noisy machine then shows in the spread, and in `noisyRounds`.
 */
function quietPasses(rounds: Rounds, names: string[]): number[] {
  const noise = names.map((name) => noiseOf(rounds[name]!));
  const worst = noise[0]!.map((_, pass) => Math.max(...noise.map((load) => load[pass]!)));
  const limit = Math.max(1, median(worst));
  return worst.flatMap((noise, pass) => (noise <= limit ? [pass] : []));
}

/** How many rounds there were, and how many of them noisy. */
export function noisyRounds(all: Rounds[]): { rounds: number; noisy: number } {
  const noise = all.flatMap((block) => Object.values(block)).flatMap(noiseOf);
  return { rounds: noise.length, noisy: noise.filter((noise) => noise > 1).length };
}

/** The middle of a load's quiet rounds, with quartiles. */
export function typical(rounds: Rounds, name: string, of: (round: Round) => number): Figure {
  return quartiles(quietPasses(rounds, [name]).map((pass) => of(rounds[name]![pass]!)));
}

/** CPU that each of `copies` filters adds to a request, in µs, with quartiles over the passes. */
export function added(rounds: Rounds, name: string, base: string, copies: number): Figure {
  return quartiles(addedByPass(rounds, name, base, copies, quietPasses(rounds, [name, base])));
}

/** What `name` adds divided by what `other` adds, with the 95 % interval that resampling the passes gives. */
export function ratio(rounds: Rounds, name: string, other: string, base: string): Figure {
  return resampled(quietPasses(rounds, [name, other, base]), (passes) => {
    return (
      median(addedByPass(rounds, name, base, 1, passes)) / median(addedByPass(rounds, other, base, 1, passes))
    );
  });
}

/** What `name` costs more than `other`, in µs for each of `copies` filters, with its 95 % interval. */
export function difference(rounds: Rounds, name: string, other: string, copies: number): Figure {
  return resampled(quietPasses(rounds, [name, other]), (passes) => {
    return median(addedByPass(rounds, name, other, copies, passes));
  });
}

export function quartiles(values: number[]): Figure {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

function addedByPass(rounds: Rounds, name: string, base: string, copies: number, passes: number[]): number[] {
  return passes.map((pass) => (rounds[name]![pass]!.cpu - rounds[base]![pass]!.cpu) / copies);
}

function resampled(passes: number[], statistic: (passes: number[]) => number): Figure {
  const again = Array.from({ length: RESAMPLES }, () =>
    statistic(sampleWithReplacement(passes, passes.length)),
  );
  return { median: statistic(passes), low: quantile(again, 0.025), high: quantile(again, 0.975) };
}
