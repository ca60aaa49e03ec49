import { gateway, sidecars } from "../../lib/manifest/deployment.js";
import { FORMAT_NAMES } from "../../lib/manifest/formats.js";
import { PHASES } from "../../lib/manifest/istio.js";
import { FAIL_STRATEGIES, PULL_POLICIES } from "../../lib/manifest/options.js";
import type { Flags } from "../usage/flags.js";
import { FORCE } from "../usage/force.js";

/** What `manifest` can be asked for, in the order of its help. */
export const MANIFEST_OPTIONS = {
  propagation: {
    type: "string",
    value: "FILE",
    help:
      "the same for the module that carries tags on in sidecars: one WasmPlugin for requests that come in and one for " +
      "those that go out, or the one whose direction FILE names",
  },
  format: {
    heading: "",
    type: "string",
    value: "FORMAT",
    help: `who is to read it (default ${FORMAT_NAMES[0]})`,
    choices: {
      wasmplugin: "Istio and ASM: a WasmPlugin, and an EnvoyFilter as the guard",
      trafficextension: "Istio from 1.30: a TrafficExtension, into which it turns a WasmPlugin itself",
      "envoy-gateway":
        "Envoy Gateway: an EnvoyExtensionPolicy, and a ClientTrafficPolicy as the guard; with --target-ref Gateway/NAME, " +
        "and without --selector, --phase, --priority and FAIL_RELOAD",
      envoy:
        "an Envoy on its own: fields for the HttpConnectionManager of a listener, the filter before its router; of the " +
        "options below it has --url (not oci://), --sha256, --cluster, --name, --no-guard and --fail-strategy",
    } satisfies Record<(typeof FORMAT_NAMES)[number], string>,
  },
  url: {
    heading: "The module",
    type: "string",
    value: "URL",
    help: "oci://REGISTRY/hash-tagging:TAG, https://, http:// or file:///; without a scheme, oci://",
  },
  sha256: {
    type: "string",
    value: "HEX|auto",
    help:
      "what the download must be: the digest of the image for oci://, of the module for http(s)://; auto is that of " +
      "the one built here",
  },
  "image-pull-policy": {
    type: "string",
    value: "POLICY",
    words: PULL_POLICIES,
    help: `${PULL_POLICIES.join(" or ")} (default ${PULL_POLICIES[0]})`,
  },
  "image-pull-secret": {
    type: "string",
    value: "NAME",
    help: "the Secret for the registry, in the namespace of what is written",
  },
  cluster: {
    type: "string",
    value: "NAME",
    help: "with --format envoy, the cluster through which http(s):// is fetched",
  },
  native: {
    type: "boolean",
    help: "with --format envoy or envoy-gateway, --url is the native module, hash-tagging as a dynamic module of Envoy",
  },
  name: {
    heading: "The gateway, or with --propagation the sidecars",
    type: "string",
    value: "NAME",
    help: `the name of what is written (default ${gateway.name}, ${sidecars.name})`,
  },
  namespace: {
    type: "string",
    value: "NAMESPACE",
    help:
      `its namespace, which is that of the pods (default ${gateway.namespace}; with --target-ref or --propagation ` +
      `${sidecars.namespace})`,
  },
  selector: {
    type: "string",
    multiple: true,
    value: "KEY=VALUE",
    help:
      `the labels of the pods, with commas or repeated (default ${gateway.selector}; with --propagation every pod of ` +
      "the namespace)",
  },
  "target-ref": {
    type: "string",
    multiple: true,
    value: "KIND/NAME",
    help:
      "in the place of --selector, what the proxies serve: Gateway/NAME, a Gateway of the Gateway API; on Istio also " +
      "GatewayClass/NAME, and for waypoints, which have no guard, Service/NAME and ServiceEntry/NAME; may be repeated, " +
      "and have the group of the kind behind it, /GROUP",
  },
  phase: {
    type: "string",
    value: "PHASE",
    words: PHASES,
    help:
      `${PHASES.join(", ")} (default ${PHASES[0]}: after the check of JWTs, which may set the header that is hashed; ` +
      "with AUTHN before it, so that what clients send there counts)",
  },
  priority: { type: "string", value: "NUMBER", help: "the order in the phase, the highest first" },
  "no-guard": {
    heading: "",
    type: "boolean",
    help:
      "leave out the guard, by which Envoy itself takes the tag headers and what is reserved from what clients send: " +
      "an object NAME-guard, or with --format envoy a field more. With it no client chooses a version though the " +
      "module is missing, dead or misconfigured",
  },
  "fail-strategy": {
    heading: "",
    type: "string",
    value: "STRATEGY",
    help:
      "what becomes of requests when the proxy cannot get the module, or the module traps. The default is " +
      `${FAIL_STRATEGIES[0]}: tags only choose between versions, and losing them must not take the gateway down. ` +
      "Choose another if untagged does more harm than refused.",
    choices: {
      FAIL_OPEN:
        "they pass untagged: users get the default version, and with --no-guard tag headers that a client sends pass " +
        "too; after a trap, until the proxy restarts",
      FAIL_CLOSE: "they are refused: 403 without the module; 503 after a trap, until the proxy restarts",
      FAIL_RELOAD: "as FAIL_CLOSE, but a module that trapped is started again; older Istio (1.23) lacks it",
    } satisfies Record<(typeof FAIL_STRATEGIES)[number], string>,
  },
  output: {
    heading: "The output",
    type: "string",
    short: "o",
    value: "FILE",
    help: "write to FILE, all or nothing (default: standard output)",
  },
  ...FORCE,
} as const satisfies Flags;
