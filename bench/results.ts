import { CASE_NAMES, type Case } from "./cases.ts";
import { COPIES, type Comparison } from "./comparison.ts";
import { added, noisyRounds, ratio, typical, type Figure } from "./figures.ts";
import type { CorrelationMemory } from "./correlation.ts";
import type { FeatureCost } from "./features.ts";
import type { Footprint } from "./footprint.ts";
import type { Growth } from "./growth.ts";
import type { Machine } from "./machine.ts";
import type { Rounds } from "./rounds.ts";
import { HASH_TAGGING, NONE, type Variant } from "./variants.ts";

type ByVariant<T> = Record<string, T>;

/** report.json. Times in µs of one request, memory in MiB; a Figure is a median with quartiles. */
export interface Results {
  machine: Machine;
  noise: { rounds: number; noisy: number };
  /** What hash-tagging adds to a request's CPU divided by what each other variant adds, from the stacks. */
  ratios: Record<Case, ByVariant<number>>;
  /** The same with 95 % intervals. */
  intervals: Record<Case, ByVariant<Figure>>;
  /** CPU that one copy in a stack adds. */
  added: Record<Case, ByVariant<Figure>>;
  /** A single filter: CPU of a request, what of it the filter added, and what the clients saw at full load. */
  single: Record<Case, ByVariant<Single>>;
  footprint: ByVariant<Footprint>;
  growth: Growth[];
  features: FeatureCost[];
  correlation: CorrelationMemory[];
}

export interface Single {
  cpu: Figure;
  added: Figure;
  p50: Figure;
  p99: Figure;
  requestsPerSecond: Figure;
}

export interface Measured {
  machine: Machine;
  variants: Variant[];
  stacks: Comparison;
  singles: Comparison;
  footprint: ByVariant<Footprint>;
  growth: { growth: Growth[]; rounds: Rounds[] };
  features: { features: FeatureCost[]; rounds: Rounds[] };
  correlation: CorrelationMemory[];
}

export function resultsOf(measured: Measured): Results {
  const { machine, variants, stacks, singles, footprint, growth, features, correlation } = measured;
  const filters = variants.filter(({ name }) => name !== NONE.name).map(({ name }) => name);
  const others = filters.filter((name) => name !== HASH_TAGGING);
  const table = <T>(names: string[], cell: (name: Case, variant: string) => T) =>
    byName(CASE_NAMES, (name) => byName(names, (variant) => cell(name, variant)));
  const intervals = table(others, (name, other) => ratio(stacks[name], HASH_TAGGING, other, NONE.name));
  return {
    machine,
    noise: noisyRounds(
      [stacks, singles].flatMap(Object.values<Rounds>).concat(growth.rounds, features.rounds),
    ),
    ratios: table(others, (name, other) => intervals[name][other]!.median),
    intervals,
    added: table(filters, (name, variant) => added(stacks[name], variant, NONE.name, COPIES)),
    single: table([NONE.name, ...filters], (name, variant) => single(singles[name], variant)),
    footprint,
    growth: growth.growth,
    features: features.features,
    correlation,
  };
}

function single(rounds: Rounds, variant: string): Single {
  return {
    cpu: typical(rounds, variant, (round) => round.cpu),
    added: added(rounds, variant, NONE.name, 1),
    p50: typical(rounds, variant, (round) => round.p50),
    p99: typical(rounds, variant, (round) => round.p99),
    requestsPerSecond: typical(rounds, variant, (round) => round.requestsPerSecond),
  };
}

function byName<Name extends string, T>(names: Name[], value: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, T>;
}
