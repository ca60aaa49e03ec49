import { Mistake } from "../mistake.js";
import { FORMATS } from "../manifest/formats.js";
import type { Options } from "../manifest/options.js";
import { httpRoute, services } from "./gateway-routes.js";
import { destinationRule, virtualService } from "./istio-routes.js";
import type { App, Gateway, Release } from "./release.js";
import type { State } from "./states.js";

/** In which objects a release is written. */
export interface Platform {
  /** What makes the gateway set tags, and the guard before it. */
  readonly manifest: (typeof FORMATS)[keyof typeof FORMATS];
  /** Which gateway that is, as options of a manifest. */
  place(gateway: Gateway): Options;
  /** What names the versions of an app. */
  destinations(release: Release, app: App): object[];
  route(release: Release, app: App, state: State): object;
  /** Whether apps call each other through sidecars, which may carry tags. */
  readonly hasSidecars: boolean;
}

export const PLATFORM_NAMES = ["istio", "gateway-api", "envoy-gateway"] as const;

export const PLATFORMS: Readonly<Record<(typeof PLATFORM_NAMES)[number], Platform>> = {
  istio: {
    manifest: FORMATS.wasmplugin,
    place: ({ namespace, selector }) => ({ namespace, selector: [selector] }),
    destinations: (release, app) => [destinationRule(release, app)],
    route: virtualService,
    hasSidecars: true,
  },
  "gateway-api": {
    manifest: FORMATS.trafficextension,
    place: ofGateway,
    destinations: services,
    route: httpRoute,
    hasSidecars: true,
  },
  "envoy-gateway": {
    manifest: FORMATS["envoy-gateway"],
    place: ofGateway,
    destinations: services,
    route: (release, app, state) => {
      if (app.gateway === undefined) {
        throw new Mistake(
          `apps.${app.name}: Envoy Gateway has no mesh; say through which Gateway it is called, gateway: { name, namespace, listener }`,
        );
      }
      return httpRoute(release, app, state);
    },
    hasSidecars: false,
  },
};

function ofGateway({ name, namespace }: Gateway): Options {
  return { namespace, "target-ref": [`Gateway/${name}`] };
}
