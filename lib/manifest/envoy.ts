import type { Deployment } from "./deployment.js";
import { guardComment, guarded, guardField } from "./guard.js";
import { objectName } from "./kubernetes.js";
import { Mistake } from "../mistake.js";
import { type BuiltDigest, checksum, filePath, moduleSource } from "./module.js";
import { checkNative } from "./native.js";
import { failStrategy, type Options, refuse } from "./options.js";
import { asciiJson } from "../printable.js";
import { toYaml } from "../yaml/to-yaml.js";

const COMMENT = "# For the HttpConnectionManager of a listener. The filter goes before its router.\n";

// Envoy spells one of them in another way than Istio.
const FAILURE_POLICIES = { FAIL_OPEN: "FAIL_OPEN", FAIL_CLOSE: "FAIL_CLOSED", FAIL_RELOAD: "FAIL_RELOAD" };

/** Checks the options, and gives what writes the fields of an HttpConnectionManager for `config`, in JSON, as YAML. */
export function envoyFields(
  deployment: Deployment,
  options: Options,
  built: BuiltDigest,
): (config: string) => string {
  refuse(options, {
    namespace: "an Envoy has no namespaces",
    selector: "an Envoy runs the filters of its own file",
    "target-ref": "an Envoy runs the filters of its own file",
    phase: "the order of http_filters decides",
    priority: "the order of http_filters decides",
    "image-pull-policy": "an Envoy pulls no images",
    "image-pull-secret": "an Envoy pulls no images",
  });
  const name = objectName("--name", options.name ?? deployment.name);
  const filterOf = options.native ? nativeFilter(deployment, options) : wasmFilter(options);
  const code = codeSource(deployment, options, built);
  const ownedBy = guarded(deployment, options);
  return (config) => {
    const filter = filterOf(name, code, {
      "@type": "type.googleapis.com/google.protobuf.StringValue",
      value: configuration(deployment, config),
    });
    const owned = ownedBy(config);
    if (owned === undefined) return `${COMMENT}${toYaml({ http_filters: [filter] })}`;
    return `${COMMENT}${guardComment(owned)}${toYaml({ ...guardField(owned), http_filters: [filter] })}`;
  };
}

/** A filter of an Envoy, by its name, where its module is, and its configuration. */
type FilterOf = (name: string, code: object, configuration: object) => object;

function wasmFilter(options: Options): FilterOf {
  const failure_policy = FAILURE_POLICIES[failStrategy(options)];
  return (name, code, configuration) => ({
    name: "envoy.filters.http.wasm",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
      config: { name, failure_policy, configuration, vm_config: { runtime: "envoy.wasm.runtime.v8", code } },
    },
  });
}

/** With the names that the wasm module's counters have. */
function nativeFilter(deployment: Deployment, options: Options): FilterOf {
  checkNative(deployment, options, "an Envoy");
  return (filter_name, module, filter_config) => ({
    name: "envoy.filters.http.dynamic_modules",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.http.dynamic_modules.v3.DynamicModuleFilter",
      dynamic_module_config: { module, metrics_namespace: "wasmcustom" },
      filter_name,
      filter_config,
    },
  });
}

function codeSource(deployment: Deployment, options: Options, built: BuiltDigest): object {
  const source = moduleSource(deployment.name, options.url);
  if (source.kind === "image") {
    throw new Mistake(
      "--url: an Envoy without Istio pulls no images; unpack plugin.wasm from it and write file:// or https://",
    );
  }
  const sha256 = options.sha256 && checksum(options.sha256, source, built);
  if (source.kind === "file") {
    refuse(options, { cluster: "a file:// module comes through no cluster" });
    return { local: { filename: filePath(source.url) } };
  }
  if (sha256 === undefined) {
    throw new Mistake(
      "--sha256 is missing: an Envoy runs a module from the web only with its digest, HEX or auto",
    );
  }
  if (options.cluster === undefined) {
    throw new Mistake("--cluster is missing: name the cluster of the Envoy that leads to the host in --url");
  }
  return { remote: { http_uri: { uri: source.url, cluster: options.cluster, timeout: "30s" }, sha256 } };
}

/** In ASCII, and with blanks for people to read unless they make it longer than the module accepts. */
function configuration(deployment: Deployment, config: string): string {
  const written = JSON.parse(config) as object;
  const [indented, compact] = [2, 0].map((blanks) => asciiJson(JSON.stringify(written, null, blanks)));
  if (deployment.findings(indented!).errors.length === 0) return indented!;
  const [error] = deployment.findings(compact!).errors;
  if (error !== undefined) throw new Mistake(`--format envoy: written in ASCII, ${error.message}`);
  return compact!;
}
