import { proxy_define_metric } from "./env";
import { RETURNED } from "./memory";
import { OK } from "./status";

/** Kinds of metrics, as the ABI numbers them. */
export const COUNTER: u32 = 0;
export const GAUGE: u32 = 1;

// The host keeps a number for each time that it is asked, and forgets none of them while the VM lives.
const names: string[] = [];
const ids: u32[] = [];

/** The host's number of a metric, for which it is asked once; 0 where it has none. For configuration. */
export function defined(kind: u32, name: string): u32 {
  const known = names.indexOf(name);
  if (known >= 0) return ids[known];
  store<u32>(RETURNED, 0);
  const text = String.UTF8.encode(name);
  const status = proxy_define_metric(kind, changetype<usize>(text), text.byteLength, RETURNED);
  const id = status == OK ? load<u32>(RETURNED) : 0;
  if (id == 0) return 0;
  names.push(name);
  ids.push(id);
  return id;
}
