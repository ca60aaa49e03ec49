import { stat } from "node:fs/promises";
import { median } from "simple-statistics";
import { CASES, tagsOf } from "./cases.ts";
import { Gateway } from "./gateway.ts";
import type { Meter } from "./rounds.ts";
import { stacked, type Variant } from "./variants.ts";

/** What a variant takes besides CPU. */
export interface Footprint {
  /** Of the module, or of the script; null for no filter. */
  bytes: number | null;
  /** From the start of Envoy's process to its readiness. */
  readyMs: number;
  /** Resident memory of Envoy with one worker after some load, MiB. */
  rss: number;
  /** What each further worker adds to it, MiB. */
  rssPerWorker: number;
}

const MANY_WORKERS = 5;
const LOAD_MS = 300;

/** Starts Envoy with one copy of the variant, with one worker and with many, `starts` times; gives the medians. */
export async function footprintOf(variant: Variant, meter: Meter, starts: number): Promise<Footprint> {
  const ready: number[] = [];
  const rss: number[] = [];
  const perWorker: number[] = [];
  for (let i = 0; i < starts; ++i) {
    const alone = await loaded(variant, meter, 1);
    const many = await loaded(variant, meter, MANY_WORKERS);
    ready.push(alone.readyMs);
    rss.push(alone.rss);
    perWorker.push((many.rss - alone.rss) / (MANY_WORKERS - 1));
  }
  return {
    bytes: variant.file === null ? null : (await stat(variant.file)).size,
    readyMs: median(ready),
    rss: median(rss),
    rssPerWorker: median(perWorker),
  };
}

async function loaded(
  { filters, tags }: Variant,
  meter: Meter,
  workers: number,
): Promise<{ readyMs: number; rss: number }> {
  const gateway = await Gateway.start({ plain: { filters: stacked(filters, 1) } }, workers);
  try {
    const readyMs = await gateway.readyMs();
    const route = tagsOf("tagged", tags)["appver-a"] === "v2" ? "canary" : "stable";
    await meter.round({ gateway, listener: "plain", headers: CASES.tagged, route }, LOAD_MS);
    return { readyMs, rss: await gateway.rss() };
  } finally {
    await gateway.stop();
  }
}
