import { join } from "node:path";
import type { Program } from "../process.ts";
import { until } from "../until.ts";
import { startApp } from "./app.ts";
import type { ConfigMap, Service } from "./kubernetes.ts";
import type { PodSpec } from "./pod-spec.ts";
import { IstioProxy, type Parts } from "./proxy.ts";

/** A running pod: an app with its sidecar, or a gateway. */
export class Pod {
  #proxy: IstioProxy;
  readonly #startProxy: () => IstioProxy;
  readonly #app: Program | undefined;

  constructor(
    readonly spec: PodSpec,
    parts: Parts,
    services: Service[],
    configMaps: ConfigMap[],
  ) {
    const folder = join(parts.folder, spec.name);
    this.#app = spec.isGateway ? undefined : startApp(spec, services, configMaps, join(folder, "app"));
    this.#startProxy = () => new IstioProxy(spec, { ...parts, folder: join(folder, "proxy") });
    this.#proxy = this.#startProxy();
  }

  get proxy(): IstioProxy {
    return this.#proxy;
  }

  /** Resolves when the proxy has its configuration and the app, if it has a probe, answers it through the proxy. */
  async ready(): Promise<void> {
    await this.proxy.ready();
    const app = this.#app;
    const probe = this.spec.container.readinessProbe?.httpGet.path;
    if (app === undefined || probe === undefined) return;
    await until(`${this.spec.name} to be ready`, async () => {
      if (app.status !== undefined) throw new Error(`${this.spec.name} ended:\n${app.log}`);
      return (await fetch(this.spec.url + probe).catch(() => undefined))?.ok;
    });
  }

  /** As Kubernetes does with a sidecar that has failed; the app runs on. Resolves when the pod is ready again. */
  async restartProxy(): Promise<void> {
    await this.proxy.stop();
    this.#proxy = this.#startProxy();
    await this.ready();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#app?.stop(), this.proxy.stop()]);
  }
}
