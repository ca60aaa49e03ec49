import { sidecar, TAGS } from "./features.ts";
import { Gateway } from "./gateway.ts";
import type { Meter } from "./rounds.ts";

/** Envoy's memory when tags have been remembered under so many ids, each of one request. */
export interface CorrelationMemory {
  ids: number;
  /** MiB. */
  rss: number;
  /** Ids pushed out by others so far. */
  evicted: number;
}

const IDS = [10_000, 100_000, 1_000_000];
const ROUND_MS = 500;
const EVICTED = "wasmcustom.header_propagation_correlate_evicted";

/** Remembers tags under as many ids as `most` allows; Envoy gives each request an x-request-id of its own. */
export async function measureCorrelation(meter: Meter, most: number): Promise<CorrelationMemory[]> {
  const gateway = await Gateway.start({ plain: { filters: [sidecar("inbound", "x-request-id")] } });
  try {
    const measured: CorrelationMemory[] = [];
    let ids = 0;
    for (const enough of IDS.filter((count) => count <= most)) {
      while (ids < enough) {
        const load = { gateway, listener: "plain", headers: TAGS, route: "canary" } as const;
        ids += (await meter.round(load, ROUND_MS)).requests;
      }
      measured.push({ ids, rss: await gateway.rss(), evicted: await gateway.counter(EVICTED) });
    }
    return measured;
  } finally {
    await gateway.stop();
  }
}
