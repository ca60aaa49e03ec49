import { FAIL_STRATEGIES, PULL_POLICIES } from "../../lib/manifest/options.js";
import { PHASES } from "../../lib/manifest/istio.js";
import { PLATFORM_NAMES } from "../../lib/release/platforms.js";
import type { Flags } from "../usage/flags.js";
import { MANIFEST_OPTIONS } from "./manifest-options.js";

/** What `release` can be asked for, in the order of its help. */
export const RELEASE_OPTIONS = {
  plan: {
    type: "boolean",
    help: "say what each step is, and exactly who moves at it, and write nothing; so without --step, too",
  },
  step: {
    type: "string",
    value: "STEP",
    help: "write a step: its number or its name, as --plan shows it; all, a folder for each; or next, what follows in FOLDER",
  },
  rollback: {
    type: "boolean",
    help: "write what takes everybody back to the stable versions from the step in FOLDER, or from --step: where the way has two steps, the first",
  },
  from: {
    type: "string",
    value: "FOLDER",
    help: "in the place of RELEASE.yaml: propose one, by the plug-ins and VirtualServices of Istio in FOLDER, of which each plug-in is a step",
  },
  platform: {
    heading: "",
    type: "string",
    value: "PLATFORM",
    help: `in which objects (default ${PLATFORM_NAMES[0]})`,
    choices: {
      istio:
        "a WasmPlugin, an EnvoyFilter as the guard, and a VirtualService and a DestinationRule for each app",
      "gateway-api":
        "Istio with the Gateway API: a TrafficExtension, the guard, and an HTTPRoute and a Service for each version of an app",
      "envoy-gateway":
        "Envoy Gateway: an EnvoyExtensionPolicy, a ClientTrafficPolicy as the guard, HTTPRoutes and Services",
    } satisfies Record<(typeof PLATFORM_NAMES)[number], string>,
  },
  url: MANIFEST_OPTIONS.url,
  sha256: MANIFEST_OPTIONS.sha256,
  "propagation-url": {
    type: "string",
    value: "URL",
    help: "where header-propagation is, for a release that says carry: baggage or carry: sidecars",
  },
  "image-pull-policy": {
    type: "string",
    value: "POLICY",
    help: `${PULL_POLICIES.join(" or ")} (default ${PULL_POLICIES[0]})`,
  },
  "image-pull-secret": MANIFEST_OPTIONS["image-pull-secret"],
  phase: {
    type: "string",
    value: "PHASE",
    help: `of Istio's filters, ${PHASES.join(", ")} (default ${PHASES[0]})`,
  },
  "fail-strategy": {
    type: "string",
    value: "STRATEGY",
    help: `what becomes of requests without the module: ${FAIL_STRATEGIES.join(", ")} (default ${FAIL_STRATEGIES[0]})`,
  },
  output: {
    heading: "The output",
    type: "string",
    short: "o",
    value: "FOLDER",
    help: "write files and a kustomization into FOLDER (default: one step on standard output, in the order in which it is applied)",
  },
  force: { type: "boolean", help: "replace files in FOLDER that are of no release" },
} as const satisfies Flags;
