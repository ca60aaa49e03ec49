import {
  type IWasmPlugin,
  WasmPlugin,
} from "@kubernetes-models/istio/extensions.istio.io/v1alpha1/WasmPlugin";
import type { Deployment } from "./deployment.js";
import { envoyFilter } from "./envoy-filter.js";
import { guarded } from "./guard.js";
import { objectName } from "./kubernetes.js";
import { Mistake } from "../mistake.js";
import { type BuiltDigest, checksum, moduleSource } from "./module.js";
import { choice, failStrategy, type Options, PULL_POLICIES, refuse } from "./options.js";
import { istioPlace } from "./place.js";
import { trafficExtension } from "./traffic-extension.js";
import { toYaml } from "../yaml/to-yaml.js";

export const PHASES = ["AUTHZ", "AUTHN", "STATS"] as const;

type Spec = IWasmPlugin["spec"];
type Render = (deployment: Deployment, options: Options, built: BuiltDigest) => (config: string) => string;

/** Checks the options, and gives what writes the guard, and a WasmPlugin for each part of `config`, in JSON, as YAML. */
export const wasmPlugins: Render = (...asked) => istioManifest(...asked, (plugin) => plugin);

/** The same with TrafficExtensions. */
export const trafficExtensions: Render = (...asked) => istioManifest(...asked, trafficExtension);

function istioManifest(
  deployment: Deployment,
  options: Options,
  built: BuiltDigest,
  written: (plugin: IWasmPlugin) => object,
): (config: string) => string {
  refuse(options, {
    cluster: "Istio fetches the module itself, through no cluster",
    native: "only --format envoy and envoy-gateway write it",
  });
  const source = moduleSource(deployment.name, options.url);
  if (source.kind !== "image")
    refuse(options, { "image-pull-secret": "only an oci:// image is pulled with it" });
  if (source.kind === "file") refuse(options, { "image-pull-policy": "a file:// module is not pulled" });
  const name = options.name ?? deployment.name;
  const place = istioPlace(deployment, options);
  const { namespace, labels, targetRefs } = place;
  // In the order of the ASM documentation, what it does not have beside what it belongs to.
  const spec: { [Field in keyof Spec]: Spec[Field] | undefined } = {
    imagePullPolicy:
      source.kind === "file"
        ? undefined
        : choice("--image-pull-policy", options["image-pull-policy"], PULL_POLICIES),
    imagePullSecret:
      options["image-pull-secret"] && objectName("--image-pull-secret", options["image-pull-secret"]),
    selector: labels && { matchLabels: labels },
    targetRefs,
    url: source.url,
    sha256: options.sha256 && checksum(options.sha256, source, built),
    phase: choice("--phase", options.phase, PHASES),
    priority: options.priority === undefined ? undefined : priority(options.priority),
    failStrategy: failStrategy(options),
  };
  const ownedBy = guarded(deployment, options);
  return (config) => {
    const owned = ownedBy(config);
    const plugins = deployment.parts(config).map(({ suffix, mode, pluginConfig }) => {
      const metadata = { name: objectName("--name", name + suffix), namespace };
      const match = mode && [{ mode }];
      const plugin = new WasmPlugin({ metadata, spec: { ...spec, match, pluginConfig } as Spec });
      plugin.validate();
      return toYaml(written(plugin.toJSON() as IWasmPlugin));
    });
    if (owned === undefined) return plugins.join("---\n");
    const guard = envoyFilter(objectName("--name", `${name}-guard`), place, owned);
    return [guard, ...plugins].join("---\n");
  };
}

function priority(given: string): number {
  const value = Number(given);
  if (/^[-+]?\d+$/.test(given) && value === (value | 0)) return value;
  throw new Mistake(`--priority: ${JSON.stringify(given)} is no whole number from -2147483648 to 2147483647`);
}
