import { envoyFields } from "./envoy.js";
import { envoyGatewayManifest } from "./envoy-gateway.js";
import { trafficExtensions, wasmPlugins } from "./istio.js";

/** What writes each kind of manifest. */
export const FORMATS = {
  wasmplugin: wasmPlugins,
  trafficextension: trafficExtensions,
  "envoy-gateway": envoyGatewayManifest,
  envoy: envoyFields,
};

/** The first is the default. */
export const FORMAT_NAMES = [
  "wasmplugin",
  "trafficextension",
  "envoy-gateway",
  "envoy",
] as const satisfies (keyof typeof FORMATS)[];
