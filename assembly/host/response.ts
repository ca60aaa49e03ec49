import { requestFaults } from "./counter";
import {
  proxy_add_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
} from "./env";
import { NOT_FOUND, OK } from "./status";

const RESPONSE_HEADERS: u32 = 2;

/** Sets a response header, from[nameStart, nameEnd), to from[valueStart, valueEnd) in place of every value that it has. */
export function setResponseHeader(
  from: StaticArray<u8>,
  nameStart: i32,
  nameEnd: i32,
  valueStart: i32,
  valueEnd: i32,
): void {
  const status = proxy_replace_header_map_value(
    RESPONSE_HEADERS,
    changetype<usize>(from) + nameStart,
    nameEnd - nameStart,
    changetype<usize>(from) + valueStart,
    valueEnd - valueStart,
  );
  if (status != OK) requestFaults.add();
}

/** The same beside every value that it has. */
export function addResponseHeader(
  from: StaticArray<u8>,
  nameStart: i32,
  nameEnd: i32,
  valueStart: i32,
  valueEnd: i32,
): void {
  const status = proxy_add_header_map_value(
    RESPONSE_HEADERS,
    changetype<usize>(from) + nameStart,
    nameEnd - nameStart,
    changetype<usize>(from) + valueStart,
    valueEnd - valueStart,
  );
  if (status != OK) requestFaults.add();
}

/** Removes a response header, from[start, end), with every value that it has. */
export function removeResponseHeader(from: StaticArray<u8>, start: i32, end: i32): void {
  const status = proxy_remove_header_map_value(
    RESPONSE_HEADERS,
    changetype<usize>(from) + start,
    end - start,
  );
  if (status != OK && status != NOT_FOUND) requestFaults.add();
}
