import { envoyPath } from "../install-envoy.ts";
import { crane, loopbackUp } from "../istio/tools.ts";
import { enterPrivateNamespace } from "../namespace.ts";
import { envoyGateway } from "./tools.ts";

/** Goes on where Envoy Gateway may run, as enterPrivateNamespace has it: all its ports are fixed, on every interface. */
export function enterNamespace(): Promise<string | false> {
  return enterPrivateNamespace(loopbackUp, envoyGateway, crane, envoyPath);
}
