import { mkdirSync } from "node:fs";
import { envoyPath } from "../install-envoy.ts";
import { enterPrivateNamespace } from "../namespace.ts";
import { crane, istio, loopbackUp } from "./tools.ts";

/** Goes on where the mesh may run, as enterPrivateNamespace has it. */
export async function enterNamespace(): Promise<string | false> {
  const skip = await enterPrivateNamespace(loopbackUp, istio, crane, envoyPath);
  if (skip === false) mkdirSync("/var/lib/istio/data", { recursive: true }); // where pilot-agent keeps modules, always
  return skip;
}
