import { dump, load } from "js-yaml";
import { configText, Envoy } from "../../../lab/envoy.ts";
import { App } from "../app.ts";
import { type WasmFilter } from "../plugin.ts";
import { Upstream } from "../upstream.ts";

export const FILE = "live/header-propagation.yaml";
export const MODULE = await configText(FILE);
export const APPVER = { headerPrefixes: ["appver"] };
export const TRACE = "0af7651916cd43dd8448eb211c80319c";

/** live/header-propagation.yaml with another configuration. */
export function propagationFile(json: string): string {
  const file = load(MODULE) as { resources: WasmFilter[] };
  file.resources[0]!.typed_config.config.configuration.value = json;
  return dump(file);
}

export interface Sidecar {
  node: { id: string };
  static_resources: { listeners: { traffic_direction?: string }[] };
}

/** An Envoy with sidecar.yaml, perhaps changed, and this configuration of the module. */
export function start(
  upstream: Upstream,
  config: object,
  app?: App,
  edit: (file: Sidecar) => void = () => {},
) {
  const ports = { ...upstream.ports, ...(app && { "app-b-v1": app.port }) };
  return Envoy.start("sidecar.yaml", ports, (text, file) => {
    if (file === FILE) return propagationFile(JSON.stringify(config));
    if (file !== "sidecar.yaml") return text;
    const sidecar = load(text) as Sidecar;
    edit(sidecar);
    return dump(sidecar);
  });
}

export async function count(envoy: Envoy, name: string): Promise<number> {
  const counter = `wasmcustom.header_propagation_${name}`;
  return (await envoy.stats(new RegExp(`^${counter}$`))).get(counter) ?? 0;
}
