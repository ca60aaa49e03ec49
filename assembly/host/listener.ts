import { utf8 } from "../core/text/bytes";
import { readProperty } from "./property";
import { received } from "./memory";

// Envoy 1.33 removed listener_direction. What took its place is known only for a request.
const DIRECTION = utf8("xds\0listener_direction");

/** The direction of the request's listener, as Envoy's TrafficDirection: 0 where it has none. */
export function listenerDirection(): i32 {
  return readProperty(DIRECTION) > 0 ? <i32>received()[0] : 0;
}
