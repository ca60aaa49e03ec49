import {
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
} from "./env";
import { requestFaults } from "./counter";
import { answered, prepare, RETURNED, UNREADABLE } from "./memory";
import { NOT_FOUND, OK } from "./status";

const REQUEST_HEADERS: u32 = 0;

/**
 * Reads a request header into `received()`, from `from` on, and returns its length, which may be 0; MISSING when the
 * request has none, UNREADABLE after a fault, which is counted. Envoy reports the first of several headers of one name.
 */
export function readHeader(name: StaticArray<u8>, from: i32 = 0): i32 {
  prepare(from);
  const status = proxy_get_header_map_value(
    REQUEST_HEADERS,
    changetype<usize>(name),
    name.length,
    RETURNED,
    RETURNED + 4,
  );
  const length = answered(status);
  if (length == UNREADABLE) requestFaults.add();
  return length;
}

/** Sets a request header in place of every value that it has; Envoy then chooses the route again. */
export function setHeader(name: StaticArray<u8>, value: StaticArray<u8>): void {
  const status = proxy_replace_header_map_value(
    REQUEST_HEADERS,
    changetype<usize>(name),
    name.length,
    changetype<usize>(value),
    value.length,
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
export function removeHeader(name: StaticArray<u8>): void {
  removeHeaderPart(name, 0, name.length);
}

/** As `removeHeader`, with name[start, end). */
export function removeHeaderPart(name: StaticArray<u8>, start: i32, end: i32): void {
  const status = proxy_remove_header_map_value(REQUEST_HEADERS, changetype<usize>(name) + start, end - start);
  if (status != OK && status != NOT_FOUND) requestFaults.add();
}
