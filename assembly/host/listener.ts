import { readProperty } from "./property";
import { received } from "./memory";

// Envoy has no listener_direction any more (gone in 1.33), and what came in its place is known per request only.
const DIRECTION = String.UTF8.encode("xds\0listener_direction");

/** The direction of the listener that the request came by: Envoy's TrafficDirection, 0 where the listener has none. */
export function listenerDirection(): i32 {
  return readProperty(DIRECTION) > 0 ? <i32>received()[0] : 0;
}
