import {
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
} from "./env";
import { RETURNED, receivedLength } from "./memory";
import { countFault } from "./plugin";
import { NOT_FOUND, OK } from "./status";

const REQUEST_HEADERS: u32 = 0;

/**
 * Reads a request header into `received()` and returns its length; 0 when the header is missing or empty, and after a
 * fault, which is counted. Envoy reports the first of several headers of one name.
 */
export function readHeader(name: ArrayBuffer): i32 {
  const status = proxy_get_header_map_value(
    REQUEST_HEADERS,
    changetype<usize>(name),
    name.byteLength,
    RETURNED,
    RETURNED + 4,
  );
  if (status == OK) return receivedLength();
  if (status != NOT_FOUND) countFault();
  return 0;
}

/** Sets a request header in place of every value that it has; Envoy then chooses the route again. */
export function setHeader(name: ArrayBuffer, value: ArrayBuffer): void {
  const status = proxy_replace_header_map_value(
    REQUEST_HEADERS,
    changetype<usize>(name),
    name.byteLength,
    changetype<usize>(value),
    value.byteLength,
  );
  if (status != OK) countFault();
}

/** Removes a request header with every value that it has. */
export function removeHeader(name: ArrayBuffer): void {
  const status = proxy_remove_header_map_value(REQUEST_HEADERS, changetype<usize>(name), name.byteLength);
  if (status != OK && status != NOT_FOUND) countFault();
}
