import type { IWasmPlugin } from "@kubernetes-models/istio/extensions.istio.io/v1alpha1/WasmPlugin";

/** Where and when it runs; what is left of a WasmPlugin is the module, and what becomes of it. */
const OUTSIDE: readonly (keyof IWasmPlugin["spec"])[] = [
  "selector",
  "targetRefs",
  "phase",
  "priority",
  "match",
];

/** The TrafficExtension (Istio 1.30) that istiod itself makes of a WasmPlugin. */
export function trafficExtension({ metadata, spec }: IWasmPlugin): object {
  const fields = Object.entries(spec);
  const isOutside = ([name]: [string, unknown]) => OUTSIDE.some((each) => each === name);
  return {
    apiVersion: "extensions.istio.io/v1alpha1",
    kind: "TrafficExtension",
    metadata,
    spec: {
      ...Object.fromEntries(fields.filter(isOutside)),
      wasm: Object.fromEntries(fields.filter((field) => !isOutside(field))),
    },
  };
}
