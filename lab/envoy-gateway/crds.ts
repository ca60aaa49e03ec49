import { join } from "node:path";
import { type Check, checkOf, goModule } from "../crds.ts";

const FOLDER = "charts/gateway-crds-helm/templates/generated";
const FILES = {
  ClientTrafficPolicy: "gateway.envoyproxy.io_clienttrafficpolicies.yaml",
  EnvoyProxy: "gateway.envoyproxy.io_envoyproxies.yaml",
  EnvoyExtensionPolicy: "gateway.envoyproxy.io_envoyextensionpolicies.yaml",
};

const ROUTES = "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml";

/**
 * Envoy Gateway's own definitions of its kinds, and the Gateway API's of a route, from their Go modules. Throws MissingPart
 * where there is no Go.
 */
export function envoyGatewayChecks(): Record<keyof typeof FILES | "HTTPRoute", Check> {
  const folder = join(goModule(import.meta.dirname, "github.com/envoyproxy/gateway"), FOLDER);
  const check = (kind: keyof typeof FILES) => checkOf(join(folder, FILES[kind]), kind);
  return {
    ClientTrafficPolicy: check("ClientTrafficPolicy"),
    EnvoyProxy: check("EnvoyProxy"),
    EnvoyExtensionPolicy: check("EnvoyExtensionPolicy"),
    HTTPRoute: checkOf(join(goModule(import.meta.dirname, "sigs.k8s.io/gateway-api"), ROUTES), "HTTPRoute"),
  };
}
