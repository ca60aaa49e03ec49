import { requestFaults } from "./counter";
import { proxy_get_current_time_nanoseconds } from "./env";
import { RETURNED } from "./memory";
import { OK } from "./status";

/** Nanoseconds since 1970 by the host's clock; 0 after a fault, which is counted. */
export function now(): u64 {
  const status = proxy_get_current_time_nanoseconds(RETURNED);
  if (status == OK) return load<u64>(RETURNED);
  requestFaults.add();
  return 0;
}
