import { defineBaggageCounters } from "../module/baggage";
import { Counter, requestFaults } from "../host/counter";

// docs/propagation.md says what each counts.
export const configErrors = new Counter();
export const undirected = new Counter();
export const inboundTagged = new Counter();
export const outboundRestored = new Counter();
export const outboundUnrestored = new Counter();
export const valuesRefused = new Counter();
export const correlateLost = new Counter();
export const correlateEvicted = new Counter();
export const correlateExpired = new Counter();
export const correlateSpoiled = new Counter();

export function defineCounters(): void {
  configErrors.define("header_propagation_config_errors");
  requestFaults.define("header_propagation_request_faults");
  undirected.define("header_propagation_undirected");
  inboundTagged.define("header_propagation_inbound_tagged");
  defineBaggageCounters("header_propagation_");
  outboundRestored.define("header_propagation_outbound_restored");
  outboundUnrestored.define("header_propagation_outbound_unrestored");
  valuesRefused.define("header_propagation_values_refused");
  correlateLost.define("header_propagation_correlate_lost");
  correlateEvicted.define("header_propagation_correlate_evicted");
  correlateExpired.define("header_propagation_correlate_expired");
  correlateSpoiled.define("header_propagation_correlate_spoiled");
}
