import { linearRegression } from "simple-statistics";
import { added, type Figure } from "./figures.ts";
import { Gateway, type Listeners } from "./gateway.ts";
import type { Block, Effort, Meter, Rounds } from "./rounds.ts";
import { SERIES, type Series, type Step } from "./series.ts";
import { stacked, wasm } from "./variants.ts";

/** A measured series: what the filter adds to a request in µs, and the straight line through the medians. */
export interface Growth {
  title: string;
  unit: string;
  points: { x: number; added: Figure }[];
  perUnit: number;
  rest: number;
}

const STEPS = new Map(
  SERIES.flatMap(({ steps }, i) => steps.map((step) => [`${i}/${step.x}`, step] as const)),
);

/** Measures the filter in `file` through all series; `rounds` are for the count of noisy ones. */
export async function measureGrowth(
  file: string,
  meter: Meter,
  effort: Effort,
): Promise<{ growth: Growth[]; rounds: Rounds[] }> {
  const gateways = new Map<number, Gateway>();
  try {
    for (const { workers } of STEPS.values()) {
      if (!gateways.has(workers))
        gateways.set(workers, await Gateway.start(listeners(file, workers), workers));
    }
    const blocks = [...STEPS].map(
      ([name, step]) => [name, block(name, step, gateways.get(step.workers)!)] as const,
    );
    const measured = await meter.measure(Object.fromEntries(blocks), effort);
    return { growth: SERIES.map((series, i) => fit(series, i, measured)), rounds: Object.values(measured) };
  } finally {
    for (const gateway of gateways.values()) await gateway.stop();
  }
}

/** A stack for each step, in a VM of its own as if it were alone, and beside it the same without the filter. */
function listeners(file: string, workers: number): Listeners {
  const steps = [...STEPS].filter(([, step]) => step.workers === workers);
  return Object.fromEntries(
    steps.flatMap(([name, { configuration, copies, otherRoutes }]) => [
      [name, { filters: stacked(wasm(file, configuration, name), copies), otherRoutes }],
      [without(name), { filters: [], otherRoutes }],
    ]),
  );
}

const without = (name: string): string => `none/${name}`;

/** A step beside the same request without the filter, as the request itself costs more with what it carries. */
function block(name: string, { headers, route }: Step, gateway: Gateway): Block {
  return {
    none: { gateway, listener: without(name), headers, route: "stable" },
    filter: { gateway, listener: name, headers, route },
  };
}

function fit({ title, unit, steps }: Series, index: number, measured: Record<string, Rounds>): Growth {
  const points = steps.map(({ x, copies }) => ({
    x,
    added: added(measured[`${index}/${x}`]!, "filter", "none", copies),
  }));
  const { m, b } = linearRegression(points.map((point) => [point.x, point.added.median]));
  return { title, unit, points, perUnit: m, rest: b };
}
