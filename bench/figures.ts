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
const RESAMPLES = 2000;

const noiseOf = ({ stolen, foreign, waited }: Round): number => Math.max(stolen + foreign, waited);

/**
 * The passes in which all the named loads had a quiet round. Where that leaves less than half of them, the quieter
 * half: a noisy machine then shows in the spread, and in `noisyRounds`.
 */
function quietPasses(rounds: Rounds, names: string[]): number[] {
  const worst = rounds[names[0]!]!.map((_, pass) =>
    Math.max(...names.map((name) => noiseOf(rounds[name]![pass]!))),
  );
  const limit = Math.max(MAX_NOISE, median(worst));
  return worst.flatMap((noise, pass) => (noise <= limit ? [pass] : []));
}

/** How many rounds there were, and how many of them noisy. */
export function noisyRounds(all: Rounds[]): { rounds: number; noisy: number } {
  const rounds = all.flatMap((block) => Object.values(block)).flat();
  return { rounds: rounds.length, noisy: rounds.filter((round) => noiseOf(round) > MAX_NOISE).length };
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
