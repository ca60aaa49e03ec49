import { join } from "node:path";
import { type Check, checkOf, goModule } from "../crds.ts";

/** Flux's own definition of a Kustomization, from its Go module. Throws MissingPart where there is no Go. */
export function kustomizationCheck(): Check {
  const folder = goModule(import.meta.dirname, "github.com/fluxcd/kustomize-controller");
  const file = "config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml";
  return checkOf(join(folder, file), "Kustomization");
}
