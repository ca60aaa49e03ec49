import {
  type IWasmPlugin,
  WasmPlugin,
} from "@kubernetes-models/istio/extensions.istio.io/v1alpha1/WasmPlugin";
import type { Deployment } from "./deployment.js";
import { envoyFilter } from "./envoy-filter.js";
import { guarded } from "./guard.js";
import { labels, namespaceName, objectName } from "./kubernetes.js";
import { Mistake } from "../mistake.js";
import { type BuiltDigest, checksum, moduleSource } from "./module.js";
import { choice, failStrategy, type Options, refuse } from "./options.js";
import { toYaml } from "../yaml/to-yaml.js";

export const PHASES = ["AUTHZ", "AUTHN", "STATS"] as const;
export const PULL_POLICIES = ["IfNotPresent", "Always"] as const;

type Spec = IWasmPlugin["spec"];

/**
 * Checks the options, and gives what writes the manifest for `config`, in JSON, as YAML: the guard, and a WasmPlugin for
 * each part.
 */
export function istioManifest(
  deployment: Deployment,
  options: Options,
  built: BuiltDigest,
): (config: string) => string {
  refuse(options, { cluster: "Istio fetches the module itself, through no cluster" });
  const source = moduleSource(deployment.name, options.url);
  if (source.kind !== "image")
    refuse(options, { "image-pull-secret": "only an oci:// image is pulled with it" });
  if (source.kind === "file") refuse(options, { "image-pull-policy": "a file:// module is not pulled" });
  const name = options.name ?? deployment.name;
  const namespace = namespaceName("--namespace", options.namespace ?? deployment.namespace);
  const selector =
    options.selector ?? (deployment.selector === undefined ? undefined : [deployment.selector]);
  const matchLabels = selector && labels("--selector", selector);
  // In the order of the ASM documentation, what it does not have beside what it belongs to.
  const spec: { [Field in keyof Spec]: Spec[Field] | undefined } = {
    imagePullPolicy:
      source.kind === "file"
        ? undefined
        : choice("--image-pull-policy", options["image-pull-policy"], PULL_POLICIES),
    imagePullSecret:
      options["image-pull-secret"] && objectName("--image-pull-secret", options["image-pull-secret"]),
    selector: matchLabels && { matchLabels },
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
      return toYaml(plugin.toJSON() as object);
    });
    if (owned === undefined) return plugins.join("---\n");
    const metadata = { name: objectName("--name", `${name}-guard`), namespace };
    return [envoyFilter(metadata, matchLabels!, owned), ...plugins].join("---\n");
  };
}

function priority(given: string): number {
  const value = Number(given);
  if (/^[-+]?\d+$/.test(given) && value === (value | 0)) return value;
  throw new Mistake(`--priority: ${JSON.stringify(given)} is no whole number from -2147483648 to 2147483647`);
}
