import { proxy_record_metric } from "./env";
import { defined, GAUGE } from "./metric";

/** A gauge of the host. Workers that give it different values overwrite each other's. It shows nothing until defined. */
export class Gauge {
  private id: u32 = 0;

  /** Call it during configuration. Repeated calls are safe. */
  define(name: string): void {
    this.id = defined(GAUGE, name);
  }

  set(value: u64): void {
    if (this.id != 0) proxy_record_metric(this.id, value);
  }
}
