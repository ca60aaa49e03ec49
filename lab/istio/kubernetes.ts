import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";

/** What every manifest's document has; the rest is its kind's own. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

export interface Service extends KubernetesObject {
  spec: { selector: Record<string, string>; ports: { name: string; port: number; targetPort?: number }[] };
}

export interface ConfigMap extends KubernetesObject {
  data: Record<string, string>;
}

/** As much of a Deployment as the lab honours: one replica of one container, or Istio's gateway template. */
export interface Deployment extends KubernetesObject {
  spec: {
    template: {
      metadata: { labels: Record<string, string>; annotations?: Record<string, string> };
      spec: {
        containers: Container[];
        volumes?: { name: string; configMap: { name: string } }[];
      };
    };
  };
}

export interface Container {
  command?: string[];
  env?: { name: string; value?: string; valueFrom?: { fieldRef: { fieldPath: string } } }[];
  ports?: { containerPort: number }[];
  readinessProbe?: { httpGet: { path: string } };
  volumeMounts?: { name: string; mountPath: string }[];
}

/**
 * The documents of YAML files; a folder stands for its .yaml files in the order of their names, as for kubectl, less its
 * kustomization, which is no object.
 */
export function readManifests(...paths: string[]): KubernetesObject[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return parseManifests(readFileSync(path, "utf8"));
    const files = readdirSync(path).filter((name) => name.endsWith(".yaml") && name !== "kustomization.yaml");
    return readManifests(...files.sort().map((name) => join(path, name)));
  });
}

export function parseManifests(text: string): KubernetesObject[] {
  return (loadAll(text) as (KubernetesObject | null)[]).filter((object) => object !== null);
}

/** A manifest's text, from its objects. */
export function manifestOf(objects: KubernetesObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join("\n---\n");
}

/** What tells one object from another, and what applying an object a second time replaces. */
export function identity({ kind, metadata: { name, namespace = "default" } }: KubernetesObject): string {
  return `${kind}/${namespace}/${name}`;
}

export function isKind<T extends KubernetesObject>(kind: string, object: KubernetesObject): object is T {
  return object.kind === kind;
}
