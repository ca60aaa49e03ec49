import { RuleSet } from "./core/rules";

/** One configuration of the module in this VM: an old one and its update, or several WasmPlugins, live side by side. */
export class Plugin {
  name: string = "";
  /** Null until a good configuration came: requests then pass as they are. */
  rules: RuleSet | null = null;

  constructor(readonly id: u32) {}
}

const plugins: Plugin[] = [];

export function openPlugin(id: u32): void {
  plugins.push(new Plugin(id));
}

/** The plugin of this id, or null when the host never opened it. */
export function findPlugin(id: u32): Plugin | null {
  for (let i = 0, k = plugins.length; i < k; ++i) {
    const plugin = unchecked(plugins[i]);
    if (plugin.id == id) return plugin;
  }
  return null;
}

/** Forgets the plugin of this id; false when there is none. */
export function closePlugin(id: u32): bool {
  for (let i = 0; i < plugins.length; ++i) {
    if (plugins[i].id != id) continue;
    plugins.splice(i, 1);
    return true;
  }
  return false;
}

/** The rules of the newest plugin of this name that has any, else null. "" names none. */
export function lastGoodRules(name: string): RuleSet | null {
  if (name.length == 0) return null;
  for (let i = plugins.length - 1; i >= 0; --i) {
    if (plugins[i].name == name && plugins[i].rules !== null) return plugins[i].rules;
  }
  return null;
}
