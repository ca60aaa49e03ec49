import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { moduleOf, writeImage } from "../../release/image.ts";
import { parseManifests, readManifests } from "../../lab/istio/kubernetes.ts";
import { Mesh } from "../../lab/istio/mesh.ts";
import { PRIVATE_FOLDER } from "../../lab/namespace.ts";
import { pluginsAmong, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";

export const EXAMPLES = join(import.meta.dirname, "../../examples");
export const EXAMPLE = join(EXAMPLES, "mixed-canary");

const TAGGING = readManifests(join(EXAMPLE, "2-canary-a-b"));
export const [PLUGIN] = pluginsAmong(TAGGING) as [WasmPlugin];
export const GUARD = TAGGING.find(({ kind }) => kind === "EnvoyFilter")!;
/** The files of a step of the mixed canary in the order in which they are applied: its apps, then what `release` wrote. */
export function filesOf(step: string): string[] {
  const apps = join(EXAMPLE, "apps", `${step}.yaml`);
  const written = readdirSync(join(EXAMPLE, step)).filter((name) => name !== "kustomization.yaml");
  return [...(existsSync(apps) ? [apps] : []), ...written.sort().map((name) => join(EXAMPLE, step, name))];
}
export const GATEWAY = "istio-system/istio-ingressgateway";

/** What the examples' plugins run, by the names that they give it. */
const IMAGES = {
  "hash-tagging:0.1.0": moduleOf("hash-tagging"),
  "header-propagation:0.1.0": moduleOf("header-propagation"),
};

/** A mesh with what all examples need: the images that they name, in its registry, and the sample app. */
export function startMesh(prepare: (mesh: Mesh) => Promise<void> = async () => {}): Promise<Mesh> {
  return Mesh.start(async (mesh) => {
    await pushImages(mesh);
    await mesh.apply(...readManifests(join(EXAMPLES, "sample-app")));
    await prepare(mesh);
  });
}

/** Puts what the examples' plugins run into the mesh's registry. */
export async function pushImages({ registry }: Mesh): Promise<void> {
  for (const [name, module] of Object.entries(IMAGES)) {
    const image = join(PRIVATE_FOLDER, name);
    await writeImage(module, image);
    await registry.push(image, name);
  }
}

/** For what concerns the gateway alone: it leads straight to app-c, which calls nobody. */
export function startGatewayWithOneApp(): Promise<Mesh> {
  const wanted = ["app-c", "app-c-v2"];
  const objects = readManifests(...filesOf("1-baseline")).filter(
    ({ kind, metadata }) =>
      kind === "Gateway" || (kind !== "VirtualService" && wanted.includes(metadata.name)),
  );
  return startMesh((mesh) => mesh.apply(...objects, ...parseManifests(ROUTE)));
}

const ROUTE = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ingressgateway, namespace: istio-system }
spec:
  gateways: [ingressgateway]
  hosts: ["*"]
  http: [{ route: [{ destination: { host: app-c.default.svc.cluster.local } }] }]
`;

/** A gateway beside the first, with the same Gateway and plugins, at a port of its own as they share addresses. */
export const SECOND_GATEWAY = parseManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: second-gateway, namespace: istio-system }
spec:
  selector: { matchLabels: { app: second-gateway } }
  template:
    metadata:
      labels: { app: second-gateway, istio: ingressgateway }
      annotations: { inject.istio.io/templates: gateway }
    spec: { containers: [{ name: istio-proxy, image: auto, ports: [{ containerPort: 8081 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: second-gateway, namespace: istio-system }
spec: { selector: { app: second-gateway }, ports: [{ name: http2, port: 80, targetPort: 8081 }] }
`);
