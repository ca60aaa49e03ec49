import { defineBaggageCounters } from "../module/baggage";
import { Counter } from "../host/counter";

// docs/propagation.md says what each counts.
export const undirected = new Counter();
export const inboundTagged = new Counter();
export const outboundRestored = new Counter();
export const outboundUnrestored = new Counter();
export const valuesRefused = new Counter();
export const correlateLost = new Counter();
export const correlateEvicted = new Counter();
export const correlateExpired = new Counter();
export const correlateSpoiled = new Counter();

/** `prefix` is how the names of all counters of the module begin. */
export function defineCounters(prefix: string): void {
  undirected.define(prefix + "undirected");
  inboundTagged.define(prefix + "inbound_tagged");
  defineBaggageCounters(prefix);
  outboundRestored.define(prefix + "outbound_restored");
  outboundUnrestored.define(prefix + "outbound_unrestored");
  valuesRefused.define(prefix + "values_refused");
  correlateLost.define(prefix + "correlate_lost");
  correlateEvicted.define(prefix + "correlate_evicted");
  correlateExpired.define(prefix + "correlate_expired");
  correlateSpoiled.define(prefix + "correlate_spoiled");
}
