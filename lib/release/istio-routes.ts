import { DestinationRule } from "@kubernetes-models/istio/networking.istio.io/v1/DestinationRule";
import { VirtualService } from "@kubernetes-models/istio/networking.istio.io/v1/VirtualService";
import { Mistake } from "../mistake.js";
import type { App, Release } from "./release.js";
import type { State } from "./states.js";
import { hasDefault, hostOf, matchesOf, stableOf, versionsOf } from "./waves.js";

/** The DestinationRule that names each version of an app, by the label `version` of its pods. It is the same in all states. */
export function destinationRule(release: Release, app: App): object {
  const subsets = versionsOf(app).map((version) => ({ name: version, labels: { version } }));
  return checked(
    new DestinationRule({
      metadata: { name: app.name, namespace: release.namespace },
      spec: { host: hostOf(app, release), subsets },
    }),
  );
}

/** The VirtualService that leads each tag to its version, and all others to the stable one. */
export function virtualService(release: Release, app: App, state: State): object {
  const { gateway } = app;
  if (gateway?.listener !== undefined) {
    throw new Mistake(
      `gateway ${gateway.name}: a Gateway of Istio has no listener to name; leave listener out`,
    );
  }
  const host = hostOf(app, release);
  const to = (subset: string) => [{ destination: { host, subset, port: { number: app.port } } }];
  const tagged = matchesOf(app, state).map(([value, version]) => ({
    name: value,
    match: [{ headers: { [app.tagHeader]: { exact: value } } }],
    route: to(version),
  }));
  return checked(
    new VirtualService({
      metadata: { name: app.name, namespace: release.namespace },
      spec: {
        ...(gateway && { gateways: [`${gateway.namespace}/${gateway.name}`] }),
        hosts: gateway === undefined ? [host] : [...gateway.hosts],
        http: hasDefault(release, state)
          ? [...tagged, { name: "default", route: to(stableOf(app, state)) }]
          : tagged,
      },
    }),
  );
}

function checked(object: DestinationRule | VirtualService): object {
  object.validate();
  return object.toJSON() as object;
}
