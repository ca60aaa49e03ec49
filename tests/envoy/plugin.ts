import { dump, load } from "js-yaml";
import { configText } from "../../lab/envoy.ts";

/** Envoy's settings of one wasm plugin, as far as the tests change them. */
export interface Plugin {
  name: string;
  failure_policy?: "FAIL_CLOSED" | "FAIL_OPEN" | "FAIL_RELOAD";
  vm_config: { vm_id?: string; code?: object };
  configuration: { "@type": string; value: unknown };
}

export interface Filter {
  name: string;
  typed_config: { "@type": string; [setting: string]: unknown };
}

export interface WasmFilter extends Filter {
  typed_config: { "@type": string; config: Plugin };
}

export interface ConnectionManager {
  http_filters: Filter[];
  max_request_headers_kb?: number;
  [setting: string]: unknown;
}

export interface Cluster {
  name: string;
  typed_extension_protocol_options?: Record<string, object>;
}

interface Bootstrap {
  static_resources: {
    listeners: { filter_chains: { filters: { typed_config: ConnectionManager }[] }[] }[];
    clusters: Cluster[];
  };
}

const RULES = await configText("live/hash-tagging.yaml");

/** live/hash-tagging.yaml with another configuration: the JSON text that the filter gets. */
export function rulesFile(json: string, edit: (plugin: Plugin) => void = () => {}): string {
  const file = load(RULES) as { resources: WasmFilter[] };
  const plugin = file.resources[0]!.typed_config.config;
  plugin.configuration.value = json;
  edit(plugin);
  return JSON.stringify(file); // which is YAML too; js-yaml escapes some characters in a way that Envoy misreads
}

/** A bootstrap file with other settings of its gateway listener, or of its clusters. */
export function bootstrap(
  text: string,
  edit: (manager: ConnectionManager, clusters: Cluster[]) => void,
): string {
  const file = load(text) as Bootstrap;
  const { listeners, clusters } = file.static_resources;
  edit(listeners[0]!.filter_chains[0]!.filters[0]!.typed_config, clusters);
  return dump(file);
}

/** A configuration that tags every user alike. */
export function everybody(tagHeader: string, tagValue: string): string {
  const policies = [{ range: 1, tagValue }];
  return JSON.stringify({ rules: [{ header: "x-user-id", modulo: 1, tagHeader, policies }] });
}
