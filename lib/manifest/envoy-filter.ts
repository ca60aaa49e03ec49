import { EnvoyFilter } from "@kubernetes-models/istio/networking.istio.io/v1alpha3/EnvoyFilter";
import { toYaml } from "../yaml/to-yaml.js";
import type { Owned } from "./deployment.js";
import { guardComment, guardField } from "./guard.js";
import type { Place } from "./place.js";

const MANAGER = "envoy.filters.network.http_connection_manager";
const MANAGER_TYPE =
  "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

/** The EnvoyFilter that puts the guard into each HTTP listener of the gateways in this place, as YAML. */
export function envoyFilter(name: string, { namespace, labels, targetRefs }: Place, owned: Owned): string {
  const guard = new EnvoyFilter({
    metadata: { name, namespace },
    spec: {
      ...(labels && { workloadSelector: { labels } }),
      ...(targetRefs && { targetRefs }),
      configPatches: [
        {
          applyTo: "NETWORK_FILTER",
          match: { context: "GATEWAY", listener: { filterChain: { filter: { name: MANAGER } } } },
          patch: {
            operation: "MERGE",
            value: { typed_config: { "@type": MANAGER_TYPE, ...guardField(owned) } },
          },
        },
      ],
    },
  });
  guard.validate();
  return guardComment(owned) + toYaml(guard.toJSON() as object);
}
