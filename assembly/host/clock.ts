import { requestFaults } from "./counter";
import { proxy_get_current_time_nanoseconds } from "./env";
import { RETURNED } from "./memory";
import { OK } from "./status";

/** Nanoseconds since 1970 by the host's clock; 0 after a fault, which is counted. */
export function now(): u64 {
  store<u64>(RETURNED, 0);
  const status = proxy_get_current_time_nanoseconds(RETURNED);
  const time = status == OK ? load<u64>(RETURNED) : 0;
  if (time == 0) requestFaults.add();
  return time;
}
