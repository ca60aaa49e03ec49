import { fnv1a32 } from "../core/hash/fnv1a32";
import { isOpen } from "../host/context";
import { Gauge } from "../host/gauge";

/** How often a plugin may come back after each configuration, so that two of one name cannot take turns for ever. */
const MOST_RETURNS = 8;

/** One configuration of the module in this VM: an old one and its update, or several WasmPlugins, live side by side. */
export class Plugin<Served> {
  name: string = "";
  /** Where the last good configuration of its name is kept. */
  key: StaticArray<u8> = new StaticArray<u8>(0);
  /** What its good configuration came to. Null until one came: requests then pass as they are. */
  served: Served | null = null;
  /** The text of that configuration, and what tells it from others; 0 where nothing is served. */
  text: StaticArray<u8> = new StaticArray<u8>(0);
  fingerprint: u32 = 0;
  /** Shows the fingerprint in the host's statistics. */
  readonly gauge: Gauge = new Gauge();
  /** Its id has gone to another context. */
  isEnded: bool = false;
  /** Its last configuration was bad: what it serves, if anything, is another's. */
  isRefused: bool = false;
  /** Another plugin of its name was configured well, or came back, later than this one. */
  isSuperseded: bool = false;
  /** The host calls proxy_on_tick for it. */
  isTicking: bool = false;
  /** How often it may still come back. */
  returns: i32 = MOST_RETURNS;

  constructor(readonly id: u32) {}

  serve(served: Served | null, text: StaticArray<u8>): void {
    this.served = served;
    this.text = text;
    this.fingerprint = fnv1a32(text, 0, text.length);
  }
}

/** The plugins of this VM, in the order in which the host first configured them. */
export class Plugins<Served> {
  readonly all: Plugin<Served>[] = [];

  /** The host gives `id` to a new context, so a plugin that had it has ended. A plugin gets a place when it is configured. */
  open(id: u32): void {
    const before = this.find(id);
    if (before !== null) before.isEnded = true;
  }

  /** The plugin of this id, which is being configured. */
  configured(id: u32): Plugin<Served> {
    for (let i = 0; i < this.all.length; ++i) this.all[i].returns = MOST_RETURNS;
    const known = this.find(id);
    if (known !== null) return known;
    const plugin = new Plugin<Served>(id);
    this.all.push(plugin);
    return plugin;
  }

  /**
   * Forgets the plugins that the host has ended, but never `current`, which it is configuring. The host could tell of each
   * end by proxy_on_delete, but then it would tell of every request's end as well.
   */
  forgetEnded(current: u32): void {
    const all = this.all;
    for (let i = all.length - 1; i >= 0; --i) {
      const plugin = all[i];
      if (plugin.isEnded || (plugin.id != current && !isOpen(plugin.id, current))) all.splice(i, 1);
    }
  }

  /** The plugin of this id; null when there is none, or it was never configured. */
  find(id: u32): Plugin<Served> | null {
    const all = this.all;
    for (let i = all.length - 1; i >= 0; --i) {
      const plugin = unchecked(all[i]);
      if (plugin.id == id && !plugin.isEnded) return plugin;
    }
    return null;
  }

  /** The one of this name that served, or was configured well, last; null when none was. */
  latest(name: string): Plugin<Served> | null {
    const all = this.all;
    for (let i = all.length - 1; i >= 0; --i) {
      if (all[i].name == name && all[i].served !== null && !all[i].isSuperseded) return all[i];
    }
    return null;
  }

  /** Makes `plugin` the latest of its name. */
  supersede(plugin: Plugin<Served>): void {
    const all = this.all;
    for (let i = 0; i < all.length; ++i) {
      if (all[i].name == plugin.name) all[i].isSuperseded = all[i] !== plugin;
    }
  }
}
