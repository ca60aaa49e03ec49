import type { Container, Deployment, KubernetesObject, Service } from "./kubernetes.ts";

const GATEWAY_TEMPLATE = "gateway";

/**
 * The one pod of a Deployment, as the cluster and the lab know it.
 *
 * All pods share one network namespace, and nothing intercepts their traffic. So a pod has two addresses of its own:
 * at `ip` its sidecar takes what comes in, at `egress` what the app sends; the app itself listens at `appPort`.
 */
export class PodSpec {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly ip: string;
  readonly egress: string;
  readonly appPort: number;
  /** From Istio's gateway template, without an app; any other pod gets a sidecar. */
  readonly isGateway: boolean;
  readonly container: Container;
  /** Names of volumes, and of the ConfigMaps in them. */
  readonly volumes: Map<string, string>;

  /** `number` is from 1 to 254; no two pods have the same. */
  constructor(
    deployment: Deployment,
    readonly number: number,
  ) {
    const { metadata, spec } = deployment.spec.template;
    this.name = `${deployment.metadata.name}-${number}`;
    this.namespace = deployment.metadata.namespace ?? "default";
    this.labels = { ...metadata.labels, "hash-tagging.lab/pod": this.name };
    this.ip = `127.1.0.${number}`;
    this.egress = `127.2.0.${number}`;
    this.appPort = 10000 + number;
    this.annotations = metadata.annotations ?? {};
    this.isGateway = this.annotations["inject.istio.io/templates"] === GATEWAY_TEMPLATE;
    this.container = spec.containers[0]!;
    this.volumes = new Map(spec.volumes?.map(({ name, configMap }) => [name, configMap.name]));
  }

  /** Where its proxy takes requests. */
  get url(): string {
    return `http://${this.ip}:${this.#port}`;
  }

  /** What the control plane must know of the pod before its proxy connects. */
  objects(services: Service[]): KubernetesObject[] {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: this.name, namespace: this.namespace, labels: this.labels },
      spec: { serviceAccountName: "default", containers: [{ name: "app", image: "app" }] },
      status: {
        phase: "Running",
        podIP: this.ip,
        podIPs: [{ ip: this.ip }],
        conditions: [{ type: "Ready", status: "True" }],
      },
    };
    return this.isGateway ? [pod] : [pod, this.#interception(services)];
  }

  /** The pod as an endpoint of each Service that selects it; for when it is ready. */
  endpoints(services: Service[]): KubernetesObject[] {
    const selecting = services.filter(
      ({ metadata, spec }) =>
        (metadata.namespace ?? "default") === this.namespace &&
        Object.entries(spec.selector).every(([label, value]) => this.labels[label] === value),
    );
    return selecting.map(({ metadata, spec }) => ({
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: {
        name: `${metadata.name}-${this.name}`,
        namespace: this.namespace,
        labels: { "kubernetes.io/service-name": metadata.name },
      },
      addressType: "IPv4",
      ports: spec.ports.map(({ name, port, targetPort = port }) => ({
        name,
        port: targetPort,
        protocol: "TCP",
      })),
      endpoints: [
        {
          addresses: [this.ip],
          conditions: { ready: true },
          targetRef: { kind: "Pod", name: this.name, namespace: this.namespace },
        },
      ],
    }));
  }

  /** Where the sidecar listens: in a cluster, iptables rules see to that. */
  #interception(services: Service[]): KubernetesObject & { spec: unknown } {
    const http = (number: number) => ({ number, protocol: "HTTP", name: `http-${number}` });
    const ports = new Set(services.flatMap(({ spec }) => spec.ports.map(({ port }) => port)));
    return {
      apiVersion: "networking.istio.io/v1",
      kind: "Sidecar",
      metadata: { name: this.name, namespace: this.namespace },
      spec: {
        workloadSelector: { labels: this.labels },
        ingress: [
          {
            port: http(this.#port),
            bind: this.ip,
            captureMode: "NONE",
            defaultEndpoint: `127.0.0.1:${this.appPort}`,
          },
        ],
        egress: [...ports].map((port) => ({
          port: http(port),
          bind: this.egress,
          captureMode: "NONE",
          hosts: ["*/*"],
        })),
      },
    };
  }

  get #port(): number {
    return this.container.ports![0]!.containerPort;
  }
}
