// The guard on Istio: a tag that a client sends does not count, whatever has become of the module; and what counts without it.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { writeImage } from "../../release/image.ts";
import { parseManifests } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { PRIVATE_FOLDER } from "../../lab/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { changed } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { trapModule } from "../trap.ts";
import { GATEWAY, GUARD, PLUGIN, SECOND_GATEWAY, startGatewayWithOneApp } from "./start.ts";

/** What the route for tagged requests answers itself. */
const CANARY = 418;
const ROUTES = parseManifests(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ingressgateway, namespace: istio-system }
spec:
  gateways: [ingressgateway]
  hosts: ["*"]
  http:
    - match: [{ headers: { appver-a: { exact: v2 } } }]
      directResponse: { status: ${CANARY} }
    - route: [{ destination: { host: app-c.default.svc.cluster.local } }]
`);

const FORGED = { "x-user-id": "0001", "appver-a": "v2", "appver-b": "v2" }; // 0001 is in bucket 82, which has no tag
const GENUINE = { "x-user-id": "0005" };
const REQUESTS = 50;
const FRESH = `istio-system/${SECOND_GATEWAY[0]!.metadata.name}`;

const open = changed(PLUGIN, { failStrategy: "FAIL_OPEN" });
const unfetchable = changed(open, { url: "oci://registry.example.com/hash-tagging:none" });
const dead = changed(open, { url: "oci://registry.example.com/trap:0.1.0" });
const policies = [{ range: 101, tagValue: "v2" }];
const bad = changed(open, {
  pluginConfig: { rules: [{ header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies }] },
});

const skip = await enterNamespace();

describe("the guard on Istio", () => {
  let mesh: Mesh;
  const answer = async (headers: Record<string, string>, gateway: string) => {
    const { status, hops } = await visit(mesh.pod(gateway).spec.url, headers);
    return { status, tags: hops[0]?.tags };
  };
  const comesTo = (status: number, headers = FORGED as Record<string, string>, gateway = GATEWAY) =>
    until(`${JSON.stringify(headers)} to come to ${status}`, async () => {
      return (await answer(headers, gateway).catch(() => undefined))?.status === status;
    });
  const logs = (line: RegExp, gateway = GATEWAY) =>
    until(`${line} in the log`, () => line.test(mesh.pod(gateway).proxy.log));
  /** With the guard no forged request comes to the canary, and none has a tag left; without it, every one comes there. */
  const guardDecides = async (gateway = GATEWAY) => {
    await mesh.apply(GUARD);
    await comesTo(200, FORGED, gateway);
    for (let i = 0; i < REQUESTS; i++)
      assert.deepEqual(await answer(FORGED, gateway), { status: 200, tags: {} });
    await mesh.remove(GUARD);
    await comesTo(CANARY, FORGED, gateway);
  };

  before(async () => {
    if (skip) return;
    mesh = await startGatewayWithOneApp();
    const [module, image] = [join(PRIVATE_FOLDER, "trap.wasm"), join(PRIVATE_FOLDER, "trap.oci")];
    await writeFile(module, await trapModule());
    await writeImage(module, image);
    await mesh.registry.push(image, "trap:0.1.0");
    await mesh.apply(...ROUTES);
    await comesTo(CANARY);
  });
  after(() => mesh?.stop());

  test("no plugin", { skip }, () => guardDecides());

  test("a module that cannot be fetched, FAIL_OPEN", { skip }, async () => {
    await mesh.apply(unfetchable);
    await logs(/could not fetch manifest.*MANIFEST_UNKNOWN/);
    await guardDecides();
  });

  test("a module that has trapped, FAIL_OPEN", { skip }, async () => {
    await mesh.apply(dead);
    await comesTo(503); // the one of which it dies
    await logs(/unreachable/);
    await guardDecides();
  });

  test("bad rules on a fresh gateway", { skip }, async () => {
    await mesh.apply(bad, ...SECOND_GATEWAY);
    await logs(/rules\[0\]\.policies\[0\]\.range: .*101/, FRESH);
    await comesTo(CANARY, FORGED, FRESH);
    await guardDecides(FRESH);
    await mesh.remove(...SECOND_GATEWAY);
  });

  test("the plugin at work tags as ever, with the guard or without", { skip }, async () => {
    await mesh.apply(PLUGIN);
    await comesTo(CANARY, GENUINE);
    await comesTo(200);
    await mesh.apply(GUARD);
    await mesh.controlPlane.settled();
    for (let i = 0; i < REQUESTS; i++) {
      assert.deepEqual(await answer(FORGED, GATEWAY), { status: 200, tags: {} });
      assert.equal((await answer({ ...FORGED, ...GENUINE }, GATEWAY)).status, CANARY);
    }
  });
});
