// The third step of the mixed canary by what else Istio can be told it with: the users' table is the same.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseManifests, readManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { pluginsAmong, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { written } from "../command-line.ts";
import { USERS } from "../mixed-canary.ts";
import { EDGE_GATEWAY } from "./edge.ts";
import { EXAMPLE, filesOf, GATEWAY, GUARD, PLUGIN, startMesh } from "./start.ts";

const STEP = "3-canary-c";
const DEFAULTS = "v1 v1 v2";
const FORGED = { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" };
const EDGE = "default/edge";

const manifest = async (rules: object, ...args: string[]): Promise<KubernetesObject[]> => {
  const url = "oci://registry.example.com/hash-tagging:0.1.0";
  return parseManifests(await written(["manifest", "-", "--url", url, ...args], JSON.stringify(rules)));
};
const [PLUGIN_OF_STEP] = pluginsAmong(readManifests(join(EXAMPLE, STEP, "2-tags.yaml"))) as [WasmPlugin];
const [RULES_BEFORE, RULES] = [PLUGIN.spec.pluginConfig, PLUGIN_OF_STEP.spec.pluginConfig];
const kinds = (objects: KubernetesObject[]) => objects.map(({ kind }) => kind);

const service = (version: string) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: `app-a-${version}`, namespace: "default" },
  spec: { selector: { app: "app-a", version }, ports: [{ name: "http", port: 8000 }] },
});

const GATEWAY_API = [
  ...EDGE_GATEWAY,
  ...parseManifests(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: app-a, namespace: default }
spec:
  parentRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]
  rules:
    - matches:
        - path: { type: PathPrefix, value: / }
          headers: [{ type: Exact, name: appver-a, value: v2 }]
      backendRefs: [{ group: "", kind: Service, name: app-a-v2, port: 8000, weight: 1 }]
    - matches: [{ path: { type: PathPrefix, value: / } }]
      backendRefs: [{ group: "", kind: Service, name: app-a-v1, port: 8000, weight: 1 }]
`),
];

const skip = await enterNamespace();

describe(`step ${STEP} of the mixed canary on Istio`, () => {
  let mesh: Mesh;
  const versions = async (headers: Record<string, string>, gateway: string) =>
    chainOf(mesh.pod(gateway).spec.url, headers);
  const comesTo = (headers: Record<string, string>, chain: string, gateway: string) =>
    until(`${JSON.stringify(headers)} to come from ${gateway} to ${chain}`, async () => {
      return (await versions(headers, gateway).catch(() => "")) === chain;
    });
  const runs = (name: RegExp) =>
    until(`the gateway to run ${name}`, async () => {
      return name.test(await mesh.pod(GATEWAY).proxy.config("ecds_filters"));
    });
  const table = async (gateway: string) => {
    const rows = Object.keys(USERS[STEP]).map(async (user) => [
      user,
      await versions({ "x-user-id": user }, gateway),
    ]);
    return Object.fromEntries(await Promise.all(rows)) as Record<string, string>;
  };

  before(async () => {
    if (skip) return;
    mesh = await startMesh(async (mesh) => {
      await mesh.apply(service("v1"), service("v2"));
      for (const folder of ["1-baseline", "2-canary-a-b", STEP]) {
        for (const file of filesOf(folder)) {
          if (folder === STEP && file.endsWith("tags.yaml")) continue;
          await mesh.apply(...readManifests(file));
        }
      }
    });
    await comesTo({ "x-user-id": "0005" }, USERS["2-canary-a-b"]["0005"], GATEWAY);
  });
  after(() => mesh?.stop());

  test("by a TrafficExtension, in whose favour the WasmPlugin goes under load", { skip }, async (t) => {
    const extension = (rules: object) => manifest(rules, "--format", "trafficextension");
    assert.deepEqual(kinds(await extension(RULES)), ["EnvoyFilter", "TrafficExtension"]);
    const loads = [{ "x-user-id": "0005" }, FORGED].map(
      (headers) => new Load(() => versions(headers, GATEWAY), 1),
    );
    await mesh.apply(...(await extension(RULES_BEFORE)));
    await runs(/extensions\.istio\.io\/trafficextension\/istio-system\.hash-tagging"/);
    await mesh.remove(PLUGIN); // with other rules beside it, those of whichever runs last would count
    await mesh.apply(...(await extension(RULES)));
    await comesTo({ "x-user-id": "0003" }, USERS[STEP]["0003"], GATEWAY);
    const [ofUser, ofForger] = (await Promise.all(loads.map((load) => load.stop(50)))) as [
      string[],
      string[],
    ];
    assert.deepEqual(new Set(ofUser), new Set([USERS["2-canary-a-b"]["0005"], USERS[STEP]["0005"]]));
    assert.deepEqual(new Set(ofForger), new Set([DEFAULTS]));
    const users = await table(GATEWAY);
    for (const [user, chain] of Object.entries(users)) t.diagnostic(`TrafficExtension: ${user} ${chain}`);
    assert.deepEqual(users, USERS[STEP]);
    assert.equal(await versions({ "x-user-id": "0001", ...FORGED }, GATEWAY), DEFAULTS);
  });

  test(
    "by targetRefs to a Gateway of the Gateway API, whose guard stays without the plugin",
    { skip },
    async (t) => {
      await mesh.apply(...GATEWAY_API);
      await comesTo({}, DEFAULTS, EDGE);
      await comesTo(FORGED, "v2 v2 v3", EDGE); // the door that is to be shut
      const objects = await manifest(RULES, "--target-ref", "Gateway/edge");
      assert.deepEqual(kinds(objects), ["EnvoyFilter", "WasmPlugin"]);
      const [guard, plugin] = objects as [KubernetesObject, KubernetesObject];
      await mesh.apply(guard);
      await comesTo(FORGED, DEFAULTS, EDGE);
      assert.equal(await versions({ "x-user-id": "0005" }, EDGE), DEFAULTS);
      await mesh.apply(plugin);
      await comesTo({ "x-user-id": "0005" }, USERS[STEP]["0005"], EDGE);
      const users = await table(EDGE);
      for (const [user, chain] of Object.entries(users)) t.diagnostic(`Gateway API: ${user} ${chain}`);
      assert.deepEqual(users, USERS[STEP]);
      assert.equal(await versions({ "x-user-id": "0001", ...FORGED }, EDGE), DEFAULTS);
      assert.notEqual(guard.metadata.namespace, GUARD.metadata.namespace);
    },
  );
});
