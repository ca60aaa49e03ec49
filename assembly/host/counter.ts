import { proxy_increment_metric } from "./env";
import { COUNTER, defined } from "./metric";

/** A counter of the host, shared by all plugins of the VM. It counts nothing until the host has defined it. */
export class Counter {
  private id: u32 = 0;

  /** Call it during configuration. Repeated calls are safe. */
  define(name: string): void {
    this.id = defined(COUNTER, name);
  }

  add(count: i64 = 1): void {
    if (this.id != 0 && count != 0) proxy_increment_metric(this.id, count);
  }
}

/** Host calls that failed in a request. Each module defines it under its own name. */
export const requestFaults = new Counter();
