import { proxy_get_property } from "./env";
import { received, RETURNED, receivedLength } from "./memory";
import { OK } from "./status";

/** Reads a property into `received()` and returns its length; 0 when the host has none. A path's parts end in NUL. */
export function readProperty(path: ArrayBuffer): i32 {
  const status = proxy_get_property(changetype<usize>(path), path.byteLength, RETURNED, RETURNED + 4);
  return status == OK ? receivedLength() : 0;
}

/** A property that is text; "" when the host has none. */
export function textProperty(path: string): string {
  const length = readProperty(String.UTF8.encode(path));
  return length > 0 ? String.UTF8.decodeUnsafe(changetype<usize>(received()), length) : "";
}
