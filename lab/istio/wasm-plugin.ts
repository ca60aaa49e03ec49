import { isKind, type KubernetesObject } from "./kubernetes.ts";

/** What pluginConfig holds, where it is well formed. */
export interface Rule {
  header?: string;
  key?: object[];
  modulo: number;
  tagHeader: string;
  policies: { range: number; tagValue: string }[];
}

export interface WasmPlugin extends KubernetesObject {
  spec: {
    selector: { matchLabels: Record<string, string> };
    url: string;
    sha256?: string;
    phase: string;
    failStrategy: "FAIL_OPEN" | "FAIL_CLOSE" | "FAIL_RELOAD";
    pluginConfig: { rules: Rule[] };
  };
}

/** The WasmPlugins among objects. */
export function pluginsAmong(objects: KubernetesObject[]): WasmPlugin[] {
  return objects.filter((object) => isKind<WasmPlugin>("WasmPlugin", object));
}

/** The plugin with some of its fields in `spec` exchanged. */
export function changed(plugin: WasmPlugin, spec: Partial<WasmPlugin["spec"]>): WasmPlugin {
  return { ...plugin, spec: { ...plugin.spec, ...spec } };
}

/** The text that Envoy hands to the plugin. */
export function pluginConfig({ spec }: WasmPlugin): string {
  return JSON.stringify(spec.pluginConfig);
}
