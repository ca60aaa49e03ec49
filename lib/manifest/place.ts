import type { Deployment } from "./deployment.js";
import { labels, namespaceName } from "./kubernetes.js";
import { Mistake } from "../mistake.js";
import { type Options, refuse } from "./options.js";
import { ISTIO_KINDS, isOfWaypoint, type TargetRef, targetRefs } from "./target-ref.js";

/** Which of Istio's proxies a manifest is for: pods by their labels, what serves some objects, or all of a namespace. */
export interface Place {
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly targetRefs?: TargetRef[];
}

/** Reads --namespace, --selector and --target-ref. */
export function istioPlace(deployment: Deployment, options: Options): Place {
  const { selector, "target-ref": targets } = options;
  if (targets === undefined) {
    const namespace = namespaceName("--namespace", options.namespace ?? deployment.namespace);
    const given = selector ?? (deployment.selector === undefined ? undefined : [deployment.selector]);
    return given === undefined ? { namespace } : { namespace, labels: labels("--selector", given) };
  }
  if (deployment.owned === undefined) refuse(options, { "target-ref": "sidecars are chosen by --selector" });
  refuse(options, { selector: "--target-ref chooses the proxies" });
  const refs = targetRefs(targets, ISTIO_KINDS);
  const waypoint = refs.find(isOfWaypoint);
  if (waypoint !== undefined && !options["no-guard"]) {
    const why = "is served by a waypoint, for which there is no guard";
    throw new Mistake(`--target-ref: ${waypoint.kind}/${waypoint.name} ${why}; give --no-guard as well`);
  }
  return { namespace: namespaceName("--namespace", options.namespace ?? "default"), targetRefs: refs };
}
