import { setTickPeriod } from "../host/tick";
import { Lifecycle } from "./lifecycle";
import { Plugin } from "./plugins";

/** Twice a second, so that what begins with a second has begun in every gateway before the next. */
const TICK_MILLISECONDS: u32 = 500;

/** The life of plugins of which some must be told twice a second that time goes on. The module exports proxy_on_tick. */
export abstract class Ticking<Served> extends Lifecycle<Served> {
  /** True when it must be told. The host is not asked to tick for others. */
  abstract needsTicks(served: Served): bool;

  /** Time has gone on. It may be called at any time, and is before a plugin serves after a rest. Allocates nothing. */
  abstract onTick(served: Served): void;

  /**
   * The host ticks for a plugin. A tick is for all plugins of the VM: the host does not say which have ended, and goes on
   * to tick for those. So a superseded plugin rests until it serves again, and one that has ended rests for ever.
   */
  tick(context: u32): void {
    this.tellAll();
    const plugin = this.plugins.find(context);
    if (plugin !== null && plugin.isSuperseded && plugin.isTicking) plugin.isTicking = !setTickPeriod(0);
  }

  beforeConfigured(): void {
    this.tellAll();
  }

  onConfigured(plugin: Plugin<Served>): void {
    if (this.isTold(plugin)) plugin.isTicking = setTickPeriod(TICK_MILLISECONDS);
    else if (plugin.isTicking) plugin.isTicking = !setTickPeriod(0);
    this.tell(plugin);
  }

  onReturn(plugin: Plugin<Served>): void {
    if (plugin.isTicking || !this.isTold(plugin)) return;
    plugin.isTicking = setTickPeriod(TICK_MILLISECONDS);
    this.tell(plugin);
  }

  private isTold(plugin: Plugin<Served>): bool {
    const served = plugin.served;
    return served !== null && this.needsTicks(served);
  }

  private tellAll(): void {
    const all = this.plugins.all;
    for (let i = 0, k = all.length; i < k; ++i) this.tell(unchecked(all[i]));
  }

  private tell(plugin: Plugin<Served>): void {
    if (this.isTold(plugin)) this.onTick(plugin.served!);
  }
}
