import {
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
} from "./env";
import { requestFaults } from "./counter";
import { RETURNED, receivedLength } from "./memory";
import { NOT_FOUND, OK } from "./status";

const REQUEST_HEADERS: u32 = 0;

/**
 * Reads a request header into `received()` and returns its length; 0 when the header is missing or empty, and after a
 * fault, which is counted. Envoy reports the first of several headers of one name.
 */
export function readHeader(name: ArrayBuffer): i32 {
  return hasHeader(name) ? receivedLength() : 0;
}

/** True when the request has the header, if only an empty one; false after a fault, which is counted. */
export function hasHeader(name: ArrayBuffer): bool {
  return ask(name) == OK;
}

/** True when the host says that the request has no such header; false after a fault, which is counted. */
export function lacksHeader(name: ArrayBuffer): bool {
  return ask(name) == NOT_FOUND;
}

function ask(name: ArrayBuffer): u32 {
  const status = proxy_get_header_map_value(
    REQUEST_HEADERS,
    changetype<usize>(name),
    name.byteLength,
    RETURNED,
    RETURNED + 4,
  );
  if (status != OK && status != NOT_FOUND) requestFaults.add();
  return status;
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
  if (status != OK) requestFaults.add();
}

/** As `setHeader`, with name[nameStart, nameEnd) and value[valueStart, valueEnd). */
export function setHeaderPart(
  name: StaticArray<u8>,
  nameStart: i32,
  nameEnd: i32,
  value: StaticArray<u8>,
  valueStart: i32,
  valueEnd: i32,
): void {
  const status = proxy_replace_header_map_value(
    REQUEST_HEADERS,
    changetype<usize>(name) + nameStart,
    nameEnd - nameStart,
    changetype<usize>(value) + valueStart,
    valueEnd - valueStart,
  );
  if (status != OK) requestFaults.add();
}

/** Removes a request header with every value that it has. */
export function removeHeader(name: ArrayBuffer): void {
  const status = proxy_remove_header_map_value(REQUEST_HEADERS, changetype<usize>(name), name.byteLength);
  if (status != OK && status != NOT_FOUND) requestFaults.add();
}
