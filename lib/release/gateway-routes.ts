import { objectName } from "../manifest/kubernetes.js";
import type { App, Release } from "./release.js";
import type { State } from "./states.js";
import { hasDefault, matchesOf, stableOf, versionsOf } from "./waves.js";

/** A Service for each version of an app: its pods, by the labels `app` and `version`. They are the same in all states. */
export function services({ namespace }: Release, { name, port, ...app }: App): object[] {
  return versionsOf({ name, port, ...app }).map((version) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: serviceName(name, version), namespace },
    spec: { selector: { app: name, version }, ports: [{ name: "http", port }] },
  }));
}

/**
 * The HTTPRoute that leads each tag to its version, and all others to the stable one. What is called through no Gateway
 * hangs at its own Service, as in a mesh. The stable version comes first: Envoy Gateway names clusters by the numbers of
 * rules, and of the rules that match, the one with more conditions counts, whatever its place is.
 */
export function httpRoute(release: Release, app: App, state: State): object {
  const { namespace } = release;
  const { name, port, gateway, tagHeader } = app;
  const path = { type: "PathPrefix", value: "/" };
  const to = (version: string) => [
    { group: "", kind: "Service", name: serviceName(name, version), port, weight: 1 },
  ];
  const tagged = matchesOf(app, state).map(([value, version]) => ({
    matches: [{ path, headers: [{ type: "Exact", name: tagHeader, value }] }],
    backendRefs: to(version),
  }));
  const parent =
    gateway === undefined
      ? { group: "", kind: "Service", name, port }
      : {
          group: "gateway.networking.k8s.io",
          kind: "Gateway",
          name: gateway.name,
          namespace: gateway.namespace,
          ...(gateway.listener !== undefined && { sectionName: gateway.listener }),
        };
  const hosts = gateway?.hosts.filter((host) => host !== "*") ?? [];
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, namespace },
    spec: {
      parentRefs: [parent],
      ...(hosts.length > 0 && { hostnames: hosts }),
      rules: hasDefault(release, state)
        ? [{ matches: [{ path }], backendRefs: to(stableOf(app, state)) }, ...tagged]
        : tagged,
    },
  };
}

function serviceName(app: string, version: string): string {
  return objectName(`apps.${app}`, `${app}-${version}`);
}
