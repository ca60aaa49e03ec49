import { linearRegression } from "simple-statistics";
import { added, type Figure } from "./figures.ts";
import type { Effort, Meter, Rounds } from "./rounds.ts";
import { SERIES, type Series, type Step } from "./series.ts";
import { measureStacks, type Stack } from "./stacks.ts";
import { FILTER, stacked, wasm } from "./variants.ts";

/** A measured series: what the filter adds to a request in µs, and the straight line through the medians. */
export interface Growth {
  title: string;
  unit: string;
  points: { x: number; added: Figure }[];
  perUnit: number;
  rest: number;
}

/** Measures the filter through all series; `rounds` are for the count of noisy ones. */
export async function measureGrowth(
  meter: Meter,
  effort: Effort,
): Promise<{ growth: Growth[]; rounds: Rounds[] }> {
  const stacks = SERIES.flatMap(({ steps }, i) => steps.map((step) => [nameOf(i, step), stackOf(i, step)]));
  const measured = await measureStacks(Object.fromEntries(stacks) as Record<string, Stack>, meter, effort);
  return { growth: SERIES.map((series, i) => fit(series, i, measured)), rounds: Object.values(measured) };
}

const nameOf = (series: number, { x }: Step): string => `${series}/${x}`;

/** In a VM of its own, as if it were alone. */
function stackOf(series: number, step: Step): Stack {
  const { configuration, copies, headers, route, workers, otherRoutes } = step;
  const filters = stacked([wasm(FILTER, configuration, nameOf(series, step))], copies);
  return { filters, without: [], headers, route, routeWithout: "stable", workers, otherRoutes };
}

function fit({ title, unit, steps }: Series, series: number, measured: Record<string, Rounds>): Growth {
  const points = steps.map((step) => ({
    x: step.x,
    added: added(measured[nameOf(series, step)]!, "filter", "none", step.copies),
  }));
  const { m, b } = linearRegression(points.map((point) => [point.x, point.added.median]));
  return { title, unit, points, perUnit: m, rest: b };
}
