import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { envoyPath } from "../install-envoy.ts";
import { PRIVATE_FOLDER } from "../namespace.ts";
import { Registry } from "../registry.ts";
import { ControlPlane } from "./control-plane.ts";
import {
  identity,
  isKind,
  readManifests,
  type ConfigMap,
  type Deployment,
  type KubernetesObject,
  type Service,
} from "./kubernetes.ts";
import { Pod } from "./pod.ts";
import { PodSpec } from "./pod-spec.ts";
import type { Parts } from "./proxy.ts";
import { crane, istio } from "./tools.ts";

/** What is there before any example is applied. */
export const CLUSTER = join(import.meta.dirname, "cluster.yaml");

/** The registry that the examples name; an operator puts another in its place. */
const PLACEHOLDER = "registry.example.com";

/** A mesh on one machine: istiod, a registry, and pods with their sidecars. Only inside a private namespace. */
export class Mesh {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #pods = new Map<string, Pod>();
  #podsStarted = 0;

  private constructor(
    private istiod: ControlPlane,
    private images: Registry,
    private readonly parts: Parts,
  ) {}

  get controlPlane(): ControlPlane {
    return this.istiod;
  }

  get registry(): Registry {
    return this.images;
  }

  /** Starts a mesh with nothing in it but the ingress gateway, and whatever `prepare` adds. */
  static async start(prepare: (mesh: Mesh) => Promise<void>): Promise<Mesh> {
    const [tool, envoy] = [await istio(), await envoyPath()];
    const folder = await mkdtemp(join(PRIVATE_FOLDER, "mesh-"));
    const registry = new Registry(await crane());
    const parts = { tool, envoy, registry: registry.host, folder };
    const mesh = new Mesh(new ControlPlane(tool), registry, parts);
    try {
      await Promise.all([mesh.controlPlane.ready(), registry.ready()]);
      await mesh.apply(...readManifests(CLUSTER));
      await prepare(mesh);
      return mesh;
    } catch (error) {
      await mesh.stop();
      throw error;
    }
  }

  /**
   * As `kubectl apply`, by an operator who has put their registry into the manifests. For Deployments, as `kubectl
   * rollout status` as well: resolves when their pods are ready. Rejects with what Istio's validation says.
   */
  async apply(...objects: KubernetesObject[]): Promise<void> {
    const started: Pod[] = [];
    for (const given of objects) {
      const object = this.placed(given);
      await this.controlPlane.apply(object);
      this.#objects.set(identity(object), object);
      if (isKind<Deployment>("Deployment", object)) started.push(await this.#start(object));
    }
    for (const pod of started) {
      await pod.ready();
      await this.controlPlane.apply(...pod.spec.endpoints(this.#services()));
    }
  }

  /** The object as `apply` hands it on: with the mesh's own registry in it. */
  placed(object: KubernetesObject): KubernetesObject {
    return JSON.parse(JSON.stringify(object).replaceAll(PLACEHOLDER, this.registry.host)) as KubernetesObject;
  }

  /** As `kubectl delete`. Resolves when the pods of Deployments among them have ended. */
  async remove(...objects: KubernetesObject[]): Promise<void> {
    const ending: Promise<void>[] = [];
    for (const object of objects) {
      const id = identity(object);
      await this.controlPlane.remove(object);
      this.#objects.delete(id);
      const pod = this.#pods.get(id);
      if (pod === undefined) continue;
      this.#pods.delete(id);
      const services = this.#services();
      await this.controlPlane.remove(...pod.spec.endpoints(services), ...pod.spec.objects(services));
      ending.push(pod.stop());
    }
    await Promise.all(ending);
  }

  /** A new istiod in the place of one that has stopped. It finds in the API what the old one did. */
  async startControlPlane(): Promise<void> {
    this.istiod = new ControlPlane(this.parts.tool);
    await this.istiod.ready();
    const services = this.#services();
    const pods = [...this.#pods.values()].flatMap(({ spec }) => [
      ...spec.objects(services),
      ...spec.endpoints(services),
    ]);
    await this.istiod.apply(...this.#objects.values(), ...pods);
  }

  /** A new registry, with nothing in it, in the place of one that has stopped. */
  async startRegistry(): Promise<void> {
    this.images = new Registry(await crane());
    await this.images.ready();
  }

  /** The pod of a Deployment, such as "istio-system/istio-ingressgateway". */
  pod(deployment: string): Pod {
    const pod = this.#pods.get(`Deployment/${deployment}`);
    if (pod === undefined) throw new Error(`there is no Deployment ${deployment}`);
    return pod;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pods.values(), this.controlPlane, this.registry].map((part) => part.stop()));
  }

  async #start(deployment: Deployment): Promise<Pod> {
    const id = identity(deployment);
    if (this.#pods.has(id)) throw new Error(`${id} runs already, and the lab has no rolling update`);
    const spec = new PodSpec(deployment, ++this.#podsStarted);
    await this.controlPlane.apply(...spec.objects(this.#services()));
    const pod = new Pod(spec, this.parts, this.#services(), this.#all<ConfigMap>("ConfigMap"));
    this.#pods.set(id, pod);
    return pod;
  }

  #services(): Service[] {
    return this.#all<Service>("Service");
  }

  #all<T extends KubernetesObject>(kind: string): T[] {
    return [...this.#objects.values()].filter((object) => isKind<T>(kind, object));
  }
}
