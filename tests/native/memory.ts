import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Envoy } from "../../lab/envoy.ts";

/** What noise there may be, in MiB. A VM that was left behind would keep 128 MiB of addresses. */
const MOST_MORE = { resident: 8, addresses: 1024 };

interface Memory {
  resident: number;
  addresses: number;
  writable: number;
}

/** Of Envoy itself, in MiB: what it has in memory, the addresses that it has mapped, and those that are its own to write to. */
export function memoryOf(envoy: Envoy): Memory {
  const status = readFileSync(`/proc/${envoy.pid}/status`, "utf8");
  const mib = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)![1]) / 1024;
  return { resident: mib("VmRSS"), addresses: mib("VmSize"), writable: mib("VmData") };
}

/** Throws where there is more than there was, by more than noise. */
export function assertSame(now: Memory, before: Memory): void {
  for (const kind of ["resident", "addresses"] as const) {
    const more = now[kind] - before[kind];
    assert.ok(more < MOST_MORE[kind], `${kind}: ${more.toFixed(1)} MiB more`);
  }
}
