import { join } from "node:path";
import { type Check, checkOf, goModule } from "../crds.ts";

/** Argo's own definitions of its kinds, from its Go module. Throws MissingPart where there is no Go. */
export function argoChecks(): { rollout: Check; analysisTemplate: Check } {
  const folder = join(goModule(import.meta.dirname, "github.com/argoproj/argo-rollouts"), "manifests/crds");
  return {
    rollout: checkOf(join(folder, "rollout-crd.yaml"), "Rollout"),
    analysisTemplate: checkOf(join(folder, "analysis-template-crd.yaml"), "AnalysisTemplate"),
  };
}
