import type { Deployment, Owned } from "./deployment.js";
import { guardComment, guarded } from "./guard.js";
import { namespaceName, objectName } from "./kubernetes.js";
import { Mistake } from "../mistake.js";
import { type BuiltDigest, checksum, filePath, moduleSource } from "./module.js";
import { checkNative } from "./native.js";
import { choice, failStrategy, type Options, PULL_POLICIES, refuse } from "./options.js";
import { GATEWAY_KIND, targetRefs } from "./target-ref.js";
import { toYaml } from "../yaml/to-yaml.js";

const API = "gateway.envoyproxy.io/v1alpha1";
const ONE_PROXY =
  "# A Gateway has one EnvoyProxy, by its `infrastructure` or its GatewayClass: let that name this one, or put this `spec` into it.\n";
const ONE_POLICY = "# A Gateway takes one %s: where it has another, put this `spec` into that one.\n";
/** So many headers may a list of a ClientTrafficPolicy remove. */
const MOST_REMOVED = 64;

/**
 * Checks the options, and gives what writes the manifest for `config`, in JSON, as YAML: the guard, a ClientTrafficPolicy,
 * and an EnvoyExtensionPolicy; for the native module an EnvoyProxy before that.
 */
export function envoyGatewayManifest(
  deployment: Deployment,
  options: Options,
  built: BuiltDigest,
): (config: string) => string {
  if (deployment.owned === undefined) {
    throw new Mistake("--format envoy-gateway: Envoy Gateway has no sidecars; leave out --propagation");
  }
  refuse(options, {
    cluster: "Envoy Gateway fetches the module itself",
    selector: "Envoy Gateway chooses by --target-ref",
    phase: "the EnvoyProxy's filterOrder decides",
    priority: "the EnvoyProxy's filterOrder decides",
  });
  if (options["target-ref"] === undefined) {
    throw new Mistake("--target-ref is missing: name the Gateway, such as Gateway/eg");
  }
  const refs = targetRefs(options["target-ref"], GATEWAY_KIND);
  const name = objectName("--name", options.name ?? deployment.name);
  const namespace = namespaceName("--namespace", options.namespace ?? "default");
  const filter = options.native
    ? nativeFilter(deployment, options, name, built)
    : wasmFilter(deployment, options, name, built);
  const ownedBy = guarded(deployment, options);
  return (config) => {
    const owned = ownedBy(config);
    const { pluginConfig } = deployment.parts(config)[0]!;
    const spec = { targetRefs: refs, ...filter.of(pluginConfig) };
    const plugin =
      (filter.proxy === undefined
        ? ""
        : `${ONE_PROXY}${toYaml(policy("EnvoyProxy", name, namespace, filter.proxy))}---\n`) +
      comment("EnvoyExtensionPolicy") +
      toYaml(policy("EnvoyExtensionPolicy", name, namespace, spec));
    if (owned === undefined) return plugin;
    const headers = { earlyRequestHeaders: removed(owned) };
    const guardName = objectName("--name", `${name}-guard`);
    const guard = policy("ClientTrafficPolicy", guardName, namespace, { targetRefs: refs, headers });
    const above =
      guardComment(owned, "removeOnMatch needs Envoy Gateway 1.7") + comment("ClientTrafficPolicy");
    return `${above}${toYaml(guard)}---\n${plugin}`;
  };
}

/** What runs the rules: fields of the policy, and of the EnvoyProxy where that must know of it. */
interface Filter {
  of(config: object): object;
  readonly proxy?: object;
}

function wasmFilter(deployment: Deployment, options: Options, name: string, built: BuiltDigest): Filter {
  const strategy = failStrategy(options);
  if (strategy === "FAIL_RELOAD") {
    throw new Mistake("--fail-strategy: Envoy Gateway has FAIL_OPEN and FAIL_CLOSE alone; write one of them");
  }
  const code = codeOf(deployment, options, built);
  return { of: (config) => ({ wasm: [{ name, code, failOpen: strategy === "FAIL_OPEN", config }] }) };
}

/** The EnvoyProxy says which file may run, and the policy what it is to do. */
function nativeFilter(deployment: Deployment, options: Options, name: string, built: BuiltDigest): Filter {
  checkNative(deployment, options, "Envoy Gateway");
  refuse(options, {
    "image-pull-policy": "a native module is in no image",
    "image-pull-secret": "a native module is in no image",
  });
  const of = (config: object) => ({ dynamicModule: [{ name, filterName: name, config }] });
  return { of, proxy: { dynamicModules: [{ name, source: nativeSource(deployment, options, built) }] } };
}

function nativeSource(deployment: Deployment, options: Options, built: BuiltDigest): object {
  const source = moduleSource(deployment.name, options.url);
  if (source.kind === "image") {
    throw new Mistake("--url: Envoy Gateway takes a native module from no image; write file:// or https://");
  }
  const sha256 = options.sha256 && checksum(options.sha256, source, built);
  if (source.kind === "file") return { type: "Local", local: { path: filePath(source.url) } };
  if (sha256 === undefined) {
    throw new Mistake("--sha256 is missing: Envoy runs a module from the web only with its digest");
  }
  return { type: "Remote", remote: { url: source.url, sha256 } };
}

function codeOf(deployment: Deployment, options: Options, built: BuiltDigest): object {
  const source = moduleSource(deployment.name, options.url);
  if (source.kind === "file") {
    throw new Mistake("--url: Envoy Gateway takes no file; write oci:// or https://");
  }
  const sha256 = options.sha256 && checksum(options.sha256, source, built);
  const pullPolicy = choice("--image-pull-policy", options["image-pull-policy"], PULL_POLICIES);
  if (source.kind === "web") {
    refuse(options, { "image-pull-secret": "only an oci:// image is pulled with it" });
    return { type: "HTTP", http: { url: source.url, ...(sha256 && { sha256 }) }, pullPolicy };
  }
  const secret = options["image-pull-secret"];
  const pullSecretRef = secret && { name: objectName("--image-pull-secret", secret) };
  const url = source.url.replace("oci://", ""); // it takes an image's reference alone
  const image = { url, ...(sha256 && { sha256 }), ...(pullSecretRef && { pullSecretRef }) };
  return { type: "Image", image, pullPolicy };
}

function removed({ names, prefixes }: Owned): object {
  if (Math.max(names.length, prefixes.length) > MOST_REMOVED) {
    throw new Mistake(
      `--format envoy-gateway: the guard removes at most ${MOST_REMOVED} headers; reserve a prefix, or give --no-guard`,
    );
  }
  return {
    ...(names.length > 0 && { remove: names }),
    ...(prefixes.length > 0 && { removeOnMatch: prefixes.map((value) => ({ type: "Prefix", value })) }),
  };
}

function policy(kind: string, name: string, namespace: string, spec: object): object {
  return { apiVersion: API, kind, metadata: { name, namespace }, spec };
}

function comment(kind: string): string {
  return ONE_POLICY.replace("%s", kind);
}
