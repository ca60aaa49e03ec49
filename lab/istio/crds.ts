import { join } from "node:path";
import { type Check, checkOf, goModule } from "../crds.ts";

/** Istio's own definitions of its kinds, from its Go module. Throws MissingPart where there is no Go. */
export function istioChecks(...kinds: string[]): Record<string, Check> {
  const file = join(
    goModule(import.meta.dirname, "istio.io/istio"),
    "manifests/charts/base/files/crd-all.gen.yaml",
  );
  return Object.fromEntries(kinds.map((kind) => [kind, checkOf(file, kind)]));
}
