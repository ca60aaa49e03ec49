import { type Faults, Fields, textOf } from "./fields.js";
import { isName } from "../manifest/kubernetes.js";
import type { Gateway } from "./release.js";

const HOST = /^(?:\*|(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)$/;

/** Reads `gateway`: a Gateway that is there already, and the hosts at it that the release is for. */
export function readGateway(given: Fields): Gateway {
  const name = nameIn(given, "name");
  const namespace = nameIn(given, "namespace", "istio-system");
  const selector = given.has("selector") ? labelsIn(given.fields("selector")!) : "istio=ingressgateway";
  const hosts = given.has("hosts")
    ? (given.list("hosts") ?? []).map((host, i) => hostOf(host, `${given.at("hosts")}[${i}]`, given.faults))
    : ["*"];
  const listener = given.has("listener") ? { listener: nameIn(given, "listener") } : {};
  given.close();
  return { name, namespace, hosts, selector, ...listener };
}

/** The name of an object. */
export function nameIn(given: Fields, field: string, otherwise?: string): string {
  const name = given.text(field, otherwise) ?? "";
  checkName(name, given.at(field), given.faults);
  return name;
}

/** Refuses what no object of Kubernetes can be called; a text that is missing is refused elsewhere. */
export function checkName(name: string, path: string, faults: Faults): void {
  if (name === "" || isName(name)) return;
  faults.add("bad-name", path, `${JSON.stringify(name)} is no name; use a-z, 0-9 and - inside, at most 63`);
}

function labelsIn(given: Fields): string {
  return given.names.map((key) => `${key}=${given.text(key) ?? ""}`).join(",");
}

function hostOf(value: unknown, path: string, faults: Faults): string {
  const host = textOf(value, path, faults) ?? "*";
  if (!HOST.test(host)) {
    faults.add(
      "bad-host",
      path,
      `${JSON.stringify(host)} is no host; write shop.example, *.shop.example or "*"`,
    );
  }
  return host;
}
