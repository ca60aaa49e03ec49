import type { Deployment } from "./deployment.js";
import { Mistake } from "../mistake.js";
import { type Options, refuse } from "./options.js";

/** Refuses what --native does not go with, on `proxy`: "an Envoy". */
export function checkNative(deployment: Deployment, options: Options, proxy: string): void {
  if (deployment.owned === undefined)
    throw new Mistake("--native: sidecars have no native module; leave it out");
  refuse(options, { "fail-strategy": `${proxy} has none for a native module` });
  if (options.sha256 === "auto") {
    throw new Mistake(
      "--sha256: auto is the digest of the wasm module; with --native write that of the file",
    );
  }
}
