import { Gateway, type HttpFilter, type Listeners, type Route } from "./gateway.ts";
import type { Block, Effort, Meter, Rounds } from "./rounds.ts";

/** Filters to measure, and what a request costs without them. */
export interface Stack {
  filters: HttpFilter[];
  /** What changes the headers before them; nothing without them. */
  early?: object[];
  /** What the gateway runs in their place. */
  without: HttpFilter[];
  headers: Record<string, string>;
  route: Route;
  /** Where the request goes without the filters. */
  routeWithout: Route;
  workers: number;
  otherRoutes: number;
}

/** Measures each stack beside what is there without it: loads "filter" and "none", by the name of the stack. */
export async function measureStacks(
  stacks: Record<string, Stack>,
  meter: Meter,
  effort: Effort,
): Promise<Record<string, Rounds>> {
  const gateways = new Map<number, Gateway>();
  try {
    for (const { workers } of Object.values(stacks)) {
      if (!gateways.has(workers))
        gateways.set(workers, await Gateway.start(listeners(stacks, workers), workers));
    }
    const blocks = Object.entries(stacks).map(
      ([name, stack]) => [name, block(name, stack, gateways.get(stack.workers)!)] as const,
    );
    return await meter.measure(Object.fromEntries(blocks), effort);
  } finally {
    for (const gateway of gateways.values()) await gateway.stop();
  }
}

function listeners(stacks: Record<string, Stack>, workers: number): Listeners {
  const chosen = Object.entries(stacks).filter(([, stack]) => stack.workers === workers);
  return Object.fromEntries(
    chosen.flatMap(([name, { filters, early = [], without, otherRoutes }]) => [
      [name, { filters, early, otherRoutes }],
      [bare(name), { filters: without, otherRoutes }],
    ]),
  );
}

const bare = (name: string): string => `none/${name}`;

/** A stack beside the same request without it, as the request itself costs more with what it carries. */
function block(name: string, { headers, route, routeWithout }: Stack, gateway: Gateway): Block {
  return {
    none: { gateway, listener: bare(name), headers, route: routeWithout },
    filter: { gateway, listener: name, headers, route },
  };
}
