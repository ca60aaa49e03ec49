/** One configuration of the module in this VM: an old one and its update, or several WasmPlugins, live side by side. */
export class Plugin<Served> {
  name: string = "";
  /** What its good configuration came to. Null until one came: requests then pass as they are. */
  served: Served | null = null;

  constructor(readonly id: u32) {}
}

/** The plugins of this VM, in the order in which the host opened them. */
export class Plugins<Served> {
  private readonly all: Plugin<Served>[] = [];

  open(id: u32): void {
    this.all.push(new Plugin<Served>(id));
  }

  /** The plugin of this id, or null when the host never opened it. */
  find(id: u32): Plugin<Served> | null {
    const all = this.all;
    for (let i = 0, k = all.length; i < k; ++i) {
      const plugin = unchecked(all[i]);
      if (plugin.id == id) return plugin;
    }
    return null;
  }

  /** Forgets the plugin of this id; false when there is none. */
  close(id: u32): bool {
    const all = this.all;
    for (let i = 0; i < all.length; ++i) {
      if (all[i].id != id) continue;
      all.splice(i, 1);
      return true;
    }
    return false;
  }

  /** What the newest plugin of this name serves that serves anything, else null. "" names none. */
  lastGood(name: string): Served | null {
    const all = this.all;
    if (name.length == 0) return null;
    for (let i = all.length - 1; i >= 0; --i) {
      if (all[i].name == name && all[i].served !== null) return all[i].served;
    }
    return null;
  }
}
