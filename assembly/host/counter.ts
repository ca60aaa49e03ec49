import { proxy_define_metric, proxy_increment_metric } from "./env";
import { RETURNED } from "./memory";
import { OK } from "./status";

const COUNTER: u32 = 0;

/** A counter of the host, shared by all plugins of the VM. It counts nothing until the host has defined it. */
export class Counter {
  private id: u32 = 0;

  /** Call it during configuration. Repeated calls are safe. */
  define(name: string): void {
    store<u32>(RETURNED, 0);
    const text = String.UTF8.encode(name);
    const status = proxy_define_metric(COUNTER, changetype<usize>(text), text.byteLength, RETURNED);
    this.id = status == OK ? load<u32>(RETURNED) : 0;
  }

  add(count: i64 = 1): void {
    if (this.id != 0 && count != 0) proxy_increment_metric(this.id, count);
  }
}

/** Host calls that failed in a request. Each module defines it under its own name. */
export const requestFaults = new Counter();
