import { proxy_get_property } from "./env";
import { answered, prepare, received, RETURNED } from "./memory";

/** Reads a property into `received()` and returns its length; 0 when it cannot be had. A path's parts end in NUL. */
export function readProperty(path: ArrayBuffer): i32 {
  prepare();
  const status = proxy_get_property(changetype<usize>(path), path.byteLength, RETURNED, RETURNED + 4);
  return max(answered(status), 0);
}

/** A property that is text; "" when it cannot be had. */
export function textProperty(path: string): string {
  const length = readProperty(String.UTF8.encode(path));
  return String.UTF8.decodeUnsafe(changetype<usize>(received()), length);
}
