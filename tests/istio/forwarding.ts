import { isKind, type Deployment, type KubernetesObject } from "../../lab/istio/kubernetes.ts";

/** The objects, the sample apps among them so changed that they pass on these headers and no others. */
export function forwarding<T extends KubernetesObject>(headers: string, objects: T[]): T[] {
  return objects.map((object) => {
    const copy = structuredClone(object);
    if (!isKind<Deployment>("Deployment", copy)) return copy;
    for (const variable of copy.spec.template.spec.containers[0]!.env ?? [])
      if (variable.name === "FORWARD") variable.value = headers;
    return copy;
  });
}
