import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Admin } from "../admin.ts";
import { Program } from "../process.ts";
import { until } from "../until.ts";
import { XDS } from "./control-plane.ts";
import type { PodSpec } from "./pod-spec.ts";
import type { IstioTool } from "./tools.ts";

const START_SECONDS = 30;

/** What every proxy is made of. */
export interface Parts {
  tool: (name: IstioTool) => string;
  /** The Envoy that pilot-agent starts. */
  envoy: string;
  /** Host and port of the registry that is spoken to without TLS. */
  registry: string;
  /** For the proxy's own files. */
  folder: string;
}

/** Istio's unmodified pilot-agent with its Envoy: a gateway or a sidecar. */
export class IstioProxy {
  readonly #name: string;
  readonly #program: Program;
  readonly #admin: Admin;

  constructor(pod: PodSpec, { tool, envoy, registry, folder }: Parts) {
    // All proxies share the namespace's ports, so each has its own ten.
    const port = 20000 + 10 * pod.number;
    this.#name = pod.name;
    this.#admin = new Admin(`127.0.0.1:${port}`);
    writeAnnotations(folder, pod);
    const config = {
      discoveryAddress: XDS,
      controlPlaneAuthPolicy: "NONE",
      binaryPath: envoy,
      configPath: folder,
      proxyAdminPort: port,
      statusPort: port + 1,
      concurrency: 1,
      terminationDrainDuration: "1s",
      interceptionMode: "NONE",
    };
    const role = pod.isGateway ? "router" : "sidecar";
    const domain = ["--domain", `${pod.namespace}.svc.cluster.local`];
    const template = ["--templateFile", tool("envoy_bootstrap.json")];
    this.#program = new Program(
      tool("pilot-agent"),
      ["proxy", role, ...domain, ...template, "--proxyLogLevel", "warning,wasm:info"],
      {
        cwd: folder,
        env: {
          ...process.env,
          PROXY_CONFIG: JSON.stringify(config),
          POD_NAME: pod.name,
          POD_NAMESPACE: pod.namespace,
          INSTANCE_IP: pod.ip,
          ISTIO_METAJSON_LABELS: JSON.stringify(pod.labels),
          ENVOY_STATUS_PORT: String(port + 2),
          ENVOY_PROMETHEUS_PORT: String(port + 3),
          WASM_INSECURE_REGISTRIES: registry,
        },
      },
    );
  }

  async ready(): Promise<void> {
    try {
      await until(
        `${this.#name}'s Envoy`,
        async () => {
          if (this.#program.status !== undefined) throw new Error("pilot-agent ended");
          return this.#admin.isReady();
        },
        START_SECONDS,
      );
    } catch (error) {
      throw new Error(`${this.#name} did not start:\n${this.log}`, { cause: error });
    }
  }

  /** All that pilot-agent and Envoy have logged. */
  get log(): string {
    return this.#program.log;
  }

  /** A counter or gauge of Envoy; 0 while nobody has touched it. */
  stat(name: string): Promise<number> {
    return this.#admin.stat(name);
  }

  /** Its page for Prometheus. */
  metrics(): Promise<string> {
    return this.#admin.page("/stats/prometheus");
  }

  /** A part of Envoy's configuration, such as "dynamic_route_configs", without the versions and times of its updates. */
  async config(resource: string): Promise<string> {
    const dump = await this.#admin.page(`/config_dump?resource=${resource}`);
    return dump.replaceAll(/"(version_info|last_updated)": "[^"]*"/g, "");
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }
}

/** Where pilot-agent reads its pod's annotations, from its working folder on: in a cluster, a volume of the downward API. */
function writeAnnotations(folder: string, { annotations }: PodSpec): void {
  const info = join(folder, "etc/istio/pod");
  mkdirSync(info, { recursive: true });
  const lines = Object.entries(annotations).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  writeFileSync(join(info, "annotations"), lines.join(""));
}
