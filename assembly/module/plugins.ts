import { isOpen } from "../host/context";

/** One configuration of the module in this VM: an old one and its update, or several WasmPlugins, live side by side. */
export class Plugin<Served> {
  name: string = "";
  /** What its good configuration came to. Null until one came: requests then pass as they are. */
  served: Served | null = null;
  /** Its id has gone to another context. */
  isEnded: bool = false;

  constructor(readonly id: u32) {}
}

/** The plugins of this VM, in the order in which the host first configured them. */
export class Plugins<Served> {
  private readonly all: Plugin<Served>[] = [];

  /** The host gives `id` to a new context, so a plugin that had it has ended. A plugin gets a place when it is configured. */
  open(id: u32): void {
    const before = this.find(id);
    if (before !== null) before.isEnded = true;
  }

  /** The plugin of this id, which is being configured. */
  configured(id: u32): Plugin<Served> {
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

  /** The last good configuration under this name, or null. "" is no name. */
  lastGood(name: string): Served | null {
    const all = this.all;
    if (name.length == 0) return null;
    for (let i = all.length - 1; i >= 0; --i) {
      if (all[i].name == name && all[i].served !== null) return all[i].served;
    }
    return null;
  }
}
