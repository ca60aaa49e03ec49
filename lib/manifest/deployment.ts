import { type Findings, propagationFindings, Rules } from "../core.js";

/** One of the configurations that a manifest has. */
export interface Part {
  /** Behind the name of the WasmPlugin. */
  readonly suffix: string;
  /** The listeners of a sidecar that run it, by Istio's word for them; all where it is missing. */
  readonly mode?: "SERVER" | "CLIENT";
  readonly pluginConfig: object;
}

/** Request headers that no client may set, by their names and by how their names begin; in lower case. */
export interface Owned {
  readonly names: readonly string[];
  readonly prefixes: readonly string[];
}

/** What a manifest makes proxies run, and where unless an option says otherwise. */
export interface Deployment {
  /** The name of the module, and of the WasmPlugin. */
  readonly name: "hash-tagging" | "header-propagation";
  readonly namespace: string;
  /** The labels of the pods; all pods of the namespace where it is missing. */
  readonly selector?: string;
  /** What a person calls its configuration. */
  readonly what: string;
  /** What the core has to say of a configuration in JSON. */
  findings(config: string): Findings;
  /** What a configuration makes the gateway's own, for the guard; missing where clients have nothing to forge. */
  owned?(config: string): Owned;
  /** A configuration that is right, in the parts that Istio is to have of it. */
  parts(config: string): Part[];
}

export const gateway = {
  name: "hash-tagging",
  namespace: "istio-system",
  selector: "istio=ingressgateway",
  what: "rules",
  findings: (config) => Rules.parse(config),
  owned: (config) => {
    const { tagHeaders, reservedPrefixes } = Rules.parse(config);
    return { names: tagHeaders, prefixes: reservedPrefixes };
  },
  parts: (config) => [{ suffix: "", pluginConfig: JSON.parse(config) as object }],
} as const satisfies Deployment;

const MODES = { inbound: "SERVER", outbound: "CLIENT" } as const;

export const sidecars = {
  name: "header-propagation",
  namespace: "default",
  what: "propagation",
  findings: propagationFindings,
  parts: (config) => {
    const written = JSON.parse(config) as { direction?: keyof typeof MODES };
    const { direction } = written;
    if (direction !== undefined) return [{ suffix: "", mode: MODES[direction], pluginConfig: written }];
    // Told its direction by the manifest, the module need not ask the proxy in each request.
    return (["inbound", "outbound"] as const).map((each) => ({
      suffix: `-${each}`,
      mode: MODES[each],
      pluginConfig: { ...written, direction: each },
    }));
  },
} as const satisfies Deployment;
