import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { envoyPath } from "../install-envoy.ts";
import { identity, isKind, manifestOf, readManifests, type KubernetesObject } from "../istio/kubernetes.ts";
import { PRIVATE_FOLDER } from "../namespace.ts";
import { Program } from "../process.ts";
import { until } from "../until.ts";
import { envoyGateway } from "./tools.ts";

const run = promisify(execFile);
const HERE = import.meta.dirname;
const GATEWAYS = readManifests(join(HERE, "gateways.yaml"));

interface EnvoyProxy extends KubernetesObject {
  spec: { provider: { host: { envoyVersion: string } } };
}

/** What all its Envoys are told. */
export const [ENVOY_PROXY] = GATEWAYS.filter((object) => isKind<EnvoyProxy>("EnvoyProxy", object)) as [
  EnvoyProxy,
];

/** The real Envoy Gateway with its Envoys, without Kubernetes. Only inside a private namespace. */
export class EnvoyGateway {
  /** Where clients come in. */
  readonly url = "http://127.0.0.1:8888";
  /** Where app-a finds app-b, and app-b app-c. */
  readonly inside = { "to-app-b": "http://127.0.0.1:8889", "to-app-c": "http://127.0.0.1:8890" };

  private constructor(
    private readonly program: Program,
    private readonly folder: string,
  ) {}

  /** Starts it with the Gateways alone. It serves when the first route is there. */
  static async start(): Promise<EnvoyGateway> {
    const command = await envoyGateway();
    const folder = await mkdtemp(join(PRIVATE_FOLDER, "envoy-gateway-"));
    const env = { ...process.env, HOME: folder }; // where it keeps modules
    const envoys = join(folder, "data/envoy-versions", ENVOY_PROXY.spec.provider.host.envoyVersion, "bin");
    await mkdir(envoys, { recursive: true });
    await symlink(await envoyPath(), join(envoys, "envoy")); // else it downloads one
    await mkdir(join(folder, "resources"));
    await copyFile(join(HERE, "envoy-gateway.yaml"), join(folder, "envoy-gateway.yaml"));
    await run(command, ["certgen", "--local", "--config-home", "config"], { cwd: folder, env });
    const server = ["server", "--config-path", "envoy-gateway.yaml"];
    const gateway = new EnvoyGateway(new Program(command, server, { cwd: folder, env }), folder);
    // It reads its folder, then begins to watch it: what comes in between it would never see.
    await until("Envoy Gateway to watch its folder", () => gateway.log.includes("Watching path added"), 60);
    await gateway.apply(...GATEWAYS);
    return gateway;
  }

  /** All that it and its Envoys have logged. */
  get log(): string {
    return this.program.log;
  }

  /**
   * As `kubectl apply`, but a field that is no longer there stays, as Envoy Gateway merges what it reads into what it had:
   * an object is removed first for that. Each comes by a rename, as a file that is half there deletes what it held.
   */
  async apply(...objects: KubernetesObject[]): Promise<void> {
    for (const object of objects) {
      const [file, text] = [this.#file(object), manifestOf([object])];
      if ((await readFile(file, "utf8").catch(() => undefined)) === text) continue;
      const draft = join(this.folder, "draft.yaml");
      await writeFile(draft, text);
      await rename(draft, file);
    }
  }

  /** As `kubectl delete`. */
  async remove(...objects: KubernetesObject[]): Promise<void> {
    for (const object of objects) await rm(this.#file(object));
  }

  /** Ends it, and with it its Envoys. */
  async stop(): Promise<void> {
    await this.program.stop();
  }

  #file(object: KubernetesObject): string {
    return join(this.folder, "resources", `${identity(object).replaceAll("/", "-")}.yaml`);
  }
}
