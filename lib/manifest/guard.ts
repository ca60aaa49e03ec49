import type { Deployment, Owned } from "./deployment.js";
import { type Options, refuse } from "./options.js";

const EXTENSION = "envoy.http.early_header_mutation.header_mutation";
const EXTENSION_TYPE =
  "type.googleapis.com/envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation";

/** Checks the option, and gives what the guard is to remove for a configuration; undefined where there is to be none. */
export function guarded(deployment: Deployment, options: Options): (config: string) => Owned | undefined {
  if (deployment.owned === undefined) refuse(options, { "no-guard": "sidecars have no guard" });
  return (config) => {
    const owned = options["no-guard"] ? undefined : deployment.owned?.(config);
    return owned && owned.names.length + owned.prefixes.length > 0 ? owned : undefined;
  };
}

/** The guard: a field of an HttpConnectionManager that makes Envoy itself remove what clients send in these headers. */
export function guardField({ names, prefixes }: Owned): { early_header_mutation_extensions: object[] } {
  const mutations = [
    ...names.map((remove) => ({ remove })),
    ...prefixes.map((prefix) => ({ remove_on_match: { key_matcher: { prefix } } })),
  ];
  const typed_config = { "@type": EXTENSION_TYPE, mutations };
  return { early_header_mutation_extensions: [{ name: EXTENSION, typed_config }] };
}

/** What a manifest says above it; `prefixed` is what it has for a prefix, and who knows that. */
export function guardComment(
  { prefixes }: Owned,
  prefixed = "remove_on_match needs Envoy 1.36 (Istio 1.28)",
): string {
  const lines = [
    "The guard: Envoy itself takes these headers from what clients send, before any route or filter.",
  ];
  if (prefixes.length > 0) lines.push(`${prefixed}; for an older one, reserve the names, not a prefix.`);
  return lines.map((line) => `# ${line}\n`).join("");
}
