import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "../process.ts";
import type { ConfigMap, Service } from "./kubernetes.ts";
import type { PodSpec } from "./pod-spec.ts";

/**
 * Starts the container of a pod as a process: its own command, environment and mounted ConfigMaps, and an /etc/hosts
 * that leads every Service's name to the pod's sidecar. Only the port it listens at, PORT, is the lab's.
 */
export function startApp(
  pod: PodSpec,
  services: Service[],
  configMaps: ConfigMap[],
  folder: string,
): Program {
  const hosts = join(folder, "hosts");
  mkdirSync(folder, { recursive: true });
  writeFileSync(hosts, hostsOf(pod, services));
  const inOwnHosts = `mount --bind ${hosts} /etc/hosts && exec "$@"`;
  const command = ["--mount", "sh", "-c", inOwnHosts, "sh", ...mount(pod, configMaps, folder)];
  return new Program("unshare", command, { env: environment(pod) });
}

function hostsOf(pod: PodSpec, services: Service[]): string {
  const names = services.flatMap(({ metadata: { name, namespace = "default" } }) => {
    const full = `${name}.${namespace}.svc.cluster.local`;
    return namespace === pod.namespace ? [name, full] : [full];
  });
  return `127.0.0.1 localhost\n${names.map((name) => `${pod.egress} ${name}\n`).join("")}`;
}

/** Writes the volumes' files into `folder`; gives the container's command with their paths there. */
function mount(pod: PodSpec, configMaps: ConfigMap[], folder: string): string[] {
  let command = pod.container.command!;
  for (const { name, mountPath } of pod.container.volumeMounts ?? []) {
    const configMap = configMaps.find(({ metadata }) => metadata.name === pod.volumes.get(name));
    if (configMap === undefined) throw new Error(`${pod.name}: there is no ConfigMap for its volume ${name}`);
    const mounted = join(folder, name);
    mkdirSync(mounted);
    for (const [file, text] of Object.entries(configMap.data)) writeFileSync(join(mounted, file), text);
    command = command.map((word) => word.replace(`${mountPath}/`, `${mounted}/`));
  }
  return command;
}

function environment(pod: PodSpec): NodeJS.ProcessEnv {
  const fields = new Map([["status.podIP", pod.ip]]);
  for (const [label, value] of Object.entries(pod.labels)) fields.set(`metadata.labels['${label}']`, value);
  const declared = (pod.container.env ?? []).map(({ name, value, valueFrom }) => {
    const given = value ?? fields.get(valueFrom!.fieldRef.fieldPath);
    if (given === undefined) throw new Error(`${pod.name}: the lab cannot fill in ${name}`);
    return [name, given] as const;
  });
  return { PATH: process.env.PATH, ...Object.fromEntries(declared), PORT: String(pod.appPort) };
}
