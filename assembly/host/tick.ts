import { requestFaults } from "./counter";
import { proxy_set_tick_period_milliseconds } from "./env";
import { OK } from "./status";

/**
 * Asks the host to call proxy_on_tick for the plugin of the present call every `milliseconds`; 0 ends that. False after a
 * fault, which is counted.
 */
export function setTickPeriod(milliseconds: u32): bool {
  const isSet = proxy_set_tick_period_milliseconds(milliseconds) == OK;
  if (!isSet) requestFaults.add();
  return isSet;
}
