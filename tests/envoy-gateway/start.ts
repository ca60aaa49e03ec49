import { join } from "node:path";
import { moduleOf, writeImage } from "../../release/image.ts";
import { EnvoyGateway } from "../../lab/envoy-gateway/standalone.ts";
import { parseManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { crane } from "../../lab/istio/tools.ts";
import { PRIVATE_FOLDER } from "../../lab/namespace.ts";
import { PORTS } from "../../lab/ports.ts";
import { Registry } from "../../lab/registry.ts";
import { APPLICATIONS, Services } from "../../lab/services.ts";
import { written } from "../command-line.ts";

const IMAGE = "hash-tagging:0.1.0";

/** Each version of each application, where it listens on this machine. */
const BACKENDS = APPLICATIONS.map((name) => ({
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind: "Backend",
  metadata: { name, namespace: "default" },
  spec: { endpoints: [{ ip: { address: "127.0.0.1", port: PORTS[name] } }] },
}));

/** Envoy Gateway, a registry with the image of the filter, and the articles' applications. */
export class Lab {
  private constructor(
    readonly gateway: EnvoyGateway,
    readonly registry: Registry,
    private readonly services: Services,
  ) {}

  static async start(): Promise<Lab> {
    const registry = new Registry(await crane());
    await registry.ready();
    const image = join(PRIVATE_FOLDER, "hash-tagging.oci");
    await writeImage(moduleOf("hash-tagging"), image);
    await registry.push(image, IMAGE);
    const gateway = await EnvoyGateway.start();
    const services = await Services.start(PORTS, (listener) => gateway.inside[listener]);
    await gateway.apply(...BACKENDS);
    return new Lab(gateway, registry, services);
  }

  /** What the command line writes for rules, with the image in this registry unless `args` say otherwise. */
  async manifest(rules: object, ...args: string[]): Promise<KubernetesObject[]> {
    const url = args.includes("--url") ? [] : ["--url", `oci://${this.registry.host}/${IMAGE}`];
    const format = ["--format", "envoy-gateway", "--target-ref", "Gateway/eg"];
    return parseManifests(
      await written(["manifest", "-", ...format, ...url, ...args], JSON.stringify(rules)),
    );
  }

  /** The image's, as --sha256 wants it. */
  async digest(): Promise<string> {
    return (await this.registry.digest(IMAGE)).replace("sha256:", "");
  }

  async stop(): Promise<void> {
    await Promise.all([this.gateway, this.registry, this.services].map((part) => part.stop()));
  }
}

/** A route at a listener: requests with the tag come to the version `tagged`, all others to `otherwise`. */
export function route(app: string, otherwise: string, tagged?: string): KubernetesObject {
  const listener = { "app-a": "http", "app-b": "to-app-b", "app-c": "to-app-c" }[app]!;
  const gateway = app === "app-a" ? "eg" : "inside";
  const to = (version: string) => [
    { group: "gateway.envoyproxy.io", kind: "Backend", name: `${app}-${version}` },
  ];
  const path = { type: "PathPrefix", value: "/" };
  const tag = { type: "Exact", name: app.replace("app-", "appver-"), value: tagged };
  // In this order: Envoy Gateway names a rule's cluster by its number, and a rule put before another would for a moment
  // send the other's requests to its own version. Which of two is looked at first, their matches decide.
  const rules = [
    { matches: [{ path }], backendRefs: to(otherwise) },
    ...(tagged === undefined ? [] : [{ matches: [{ path, headers: [tag] }], backendRefs: to(tagged) }]),
  ];
  const object = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: app, namespace: "default" },
    spec: { parentRefs: [{ name: gateway, sectionName: listener }], rules },
  };
  return object;
}
