import { isDeepStrictEqual } from "node:util";
import type { Deployment, KubernetesObject } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { GATEWAY } from "../istio/start.ts";
import { taken } from "./taken.ts";

const POD_HASH = "rollouts-pod-template-hash";

interface HeaderRoute {
  name: string;
  match?: { headerName: string; headerValue: Record<string, string> }[];
}

/** One of its fields is there: what the step does. */
interface Step {
  setWeight?: number;
  setCanaryScale?: object;
  setHeaderRoute?: HeaderRoute;
  pause?: object;
  analysis?: { templates: { templateName: string }[]; args: { name: string; value: string }[] };
}

export interface Rollout extends KubernetesObject {
  spec: {
    selector: { matchLabels: Record<string, string> };
    template: Deployment["spec"]["template"];
    strategy: {
      canary: {
        trafficRouting: {
          istio: {
            virtualService: { routes: string[] };
            destinationRule: { stableSubsetName: string; canarySubsetName: string };
          };
        };
        steps: Step[];
      };
    };
  };
}

interface Destination {
  destination: { host: string; subset: string; port: { number: number } };
  weight?: number;
}

interface Route {
  name: string;
  match?: object[];
  route: Destination[];
}

export interface VirtualService extends KubernetesObject {
  spec: { http: Route[] };
}

export interface DestinationRule extends KubernetesObject {
  spec: { host: string; subsets: { name: string; labels: Record<string, string> }[] };
}

/**
 * Plays Argo's controller, which is not to be had here: writes to Istio what it writes, for the steps of a Rollout that
 * splits by subsets. Its pods are the lab's, one for each version, so that steps which scale do nothing.
 */
export class RolloutController {
  #step = 0;
  #weight = 0;
  #stable = "";
  #canary = "";
  #written: VirtualService["spec"] | undefined;
  readonly #forced = new Map<string, Route>();

  constructor(
    private readonly mesh: Mesh,
    private readonly rollout: Rollout,
    private readonly virtualService: VirtualService,
    private readonly destinationRule: DestinationRule,
    /** Runs the template's Job, and resolves when what it did is in effect. */
    private readonly analyse: (
      template: string,
      args: Record<string, string>,
    ) => Promise<void> = async () => {},
  ) {}

  /** As the first `kubectl apply` of the Rollout, with `version` in it: no steps are taken. */
  async install(version: string): Promise<void> {
    await this.mesh.apply(this.#deployment(version));
    this.#stable = this.#canary = version;
    await this.#write();
  }

  /** As a `kubectl apply` of the Rollout with another `version` in it: goes on to the first pause. */
  async release(version: string): Promise<void> {
    await this.mesh.apply(this.#deployment(version));
    this.#canary = version;
    this.#step = 0;
    await this.#proceed();
  }

  /** As `kubectl argo rollouts promote`: goes on to the next pause, or to the end. */
  async promote(): Promise<"paused" | "done"> {
    this.#step++;
    return this.#proceed();
  }

  /** As `kubectl argo rollouts abort`. */
  async abort(): Promise<void> {
    await this.#withdraw();
    await this.mesh.remove(this.#deployment(this.#canary));
  }

  async #proceed(): Promise<"paused" | "done"> {
    const { steps } = this.rollout.spec.strategy.canary;
    for (; this.#step < steps.length; this.#step++) {
      const step = steps[this.#step]!;
      if (step.pause !== undefined) return "paused";
      if (step.setWeight !== undefined) this.#weight = step.setWeight;
      if (step.setHeaderRoute !== undefined) this.#force(step.setHeaderRoute);
      await this.#write();
      if (step.analysis === undefined) continue;
      const args = Object.fromEntries(step.analysis.args.map(({ name, value }) => [name, value]));
      for (const { templateName } of step.analysis.templates) await this.analyse(templateName, args);
    }
    this.#weight = 100;
    await this.#write();
    const old = this.#stable;
    this.#stable = this.#canary;
    await this.#withdraw();
    await this.mesh.remove(this.#deployment(old));
    return "done";
  }

  #force({ name, match }: HeaderRoute): void {
    this.#forced.delete(name);
    if (match === undefined) return;
    const { host } = this.destinationRule.spec;
    const { canarySubsetName: subset } = this.#istio.destinationRule;
    const port = this.virtualService.spec.http.at(-1)!.route[0]!.destination.port;
    this.#forced.set(name, {
      name,
      match: match.map(({ headerName, headerValue }) => ({ headers: { [headerName]: headerValue } })),
      route: [{ destination: { host, subset, port }, weight: 100 }],
    });
  }

  async #write(): Promise<void> {
    const { virtualService, destinationRule } = this.#istio;
    const { stableSubsetName: stable, canarySubsetName: canary } = destinationRule;
    const hashes = new Map([
      [stable, this.#stable],
      [canary, this.#canary],
    ]);
    const subsets = this.destinationRule.spec.subsets.map((subset) => ({
      ...subset,
      labels: { ...subset.labels, [POD_HASH]: hashes.get(subset.name)! },
    }));
    const weights = new Map([
      [stable, 100 - this.#weight],
      [canary, this.#weight],
    ]);
    const routes = this.virtualService.spec.http.map((route) => ({
      ...route,
      route: !virtualService.routes.includes(route.name)
        ? route.route
        : route.route.map((to) => ({ ...to, weight: weights.get(to.destination.subset)! })),
    }));
    await this.mesh.apply({
      ...this.destinationRule,
      spec: { ...this.destinationRule.spec, subsets },
    } as DestinationRule);
    const spec = { ...this.virtualService.spec, http: [...this.#forced.values(), ...routes] };
    if (isDeepStrictEqual(spec, this.#written)) return;
    this.#written = spec;
    await taken(this.mesh.pod(GATEWAY).proxy, "routes", () =>
      this.mesh.apply({ ...this.virtualService, spec } as VirtualService),
    );
  }

  /** Takes back all that the steps have set. */
  async #withdraw(): Promise<void> {
    this.#weight = 0;
    this.#forced.clear();
    await this.#write();
  }

  /** The pods of one version, in place of a ReplicaSet. */
  #deployment(version: string): Deployment {
    const { metadata, spec } = this.rollout;
    const { containers, ...pod } = spec.template.spec;
    const { env, ...container } = containers[0]!;
    const ofVersion = env!.map((variable) =>
      variable.name === "VERSION" ? { ...variable, value: version } : variable,
    );
    const labels = { ...spec.template.metadata.labels, [POD_HASH]: version };
    return {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { ...metadata, name: `${metadata.name}-${version}` },
      spec: {
        template: { metadata: { labels }, spec: { ...pod, containers: [{ ...container, env: ofVersion }] } },
      },
    };
  }

  get #istio() {
    return this.rollout.spec.strategy.canary.trafficRouting.istio;
  }
}
