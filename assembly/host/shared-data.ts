import { requestFaults } from "./counter";
import { proxy_get_shared_data, proxy_set_shared_data } from "./env";
import { answered, prepare, RETURNED, UNREADABLE } from "./memory";
import { CAS_MISMATCH, OK } from "./status";

// Values by key, which all VMs of one vm_id see, in every thread of the host. Each has a number; the host changes it
// whenever the value is set.

/** As the `version` of a write: set the value only where there is none. The host counts up from 1. */
export const ABSENT: u32 = u32.MAX_VALUE;

/** Given as the number, sets a value whatever is there. */
const ANY: u32 = 0;

/** The number of the value that was read last; ABSENT after none. */
export let version: u32 = ABSENT;

/** Reads a value into `received()` and returns its length; 0 when there is none, and after a fault, which is counted. */
export function readShared(key: StaticArray<u8>): i32 {
  prepare();
  store<u32>(RETURNED, ABSENT, 8);
  const status = proxy_get_shared_data(
    changetype<usize>(key),
    key.length,
    RETURNED,
    RETURNED + 4,
    RETURNED + 8,
  );
  const length = answered(status);
  version = length < 0 ? ABSENT : load<u32>(RETURNED, 8);
  if (length == UNREADABLE) requestFaults.add();
  return max(length, 0);
}

/**
 * Sets a value to the first `length` bytes, provided that its number is still `version`; false when another thread was
 * first, and after a fault, which is counted.
 */
export function writeShared(key: StaticArray<u8>, value: StaticArray<u8>, length: i32): bool {
  return set(key, value, length, version);
}

/** Sets a value, whatever was there; after a fault, which is counted, that stays. */
export function setShared(key: StaticArray<u8>, value: StaticArray<u8>): void {
  set(key, value, value.length, ANY);
}

function set(key: StaticArray<u8>, value: StaticArray<u8>, length: i32, number: u32): bool {
  const status = proxy_set_shared_data(
    changetype<usize>(key),
    key.length,
    changetype<usize>(value),
    length,
    number,
  );
  if (status != OK && status != CAS_MISMATCH) requestFaults.add();
  return status == OK;
}
