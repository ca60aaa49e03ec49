import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Rules } from "../../lib/core.ts";
import { isKind, readManifests, type Deployment, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { changed, pluginConfig, pluginsAmong, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { forwarding } from "../istio/forwarding.ts";
import { EXAMPLE, filesOf, GATEWAY, startMesh } from "../istio/start.ts";
import { many } from "./tally.ts";

type Tags = Record<string, string>;

const USERS = ["0001", "0002", "0003", "0004", "0005", ...Array.from({ length: 995 }, (_, i) => `user-${i}`)];
const DEFAULTS = ["v1", "v1", "v2"];

const SIDECARS_OF_A = ["app-a-v1", "app-a-v2"];

/** The example in the middle of its releases, with both canaries. */
const manifests = ["1-baseline", "2-canary-a-b", "3-canary-c"].flatMap((step) =>
  readManifests(...filesOf(step)),
);
const isDeployment = (object: KubernetesObject) => isKind<Deployment>("Deployment", object);
const deployments = manifests.filter(isDeployment);
const [tagging] = pluginsAmong(readManifests(join(EXAMPLE, "3-canary-c/2-tags.yaml"))) as [WasmPlugin];
const [inbound, outbound] = readManifests(join(EXAMPLE, "propagation")) as [WasmPlugin, WasmPlugin];
const rules = Rules.parse(pluginConfig(tagging));
const tagsOf = (user: string): Tags => rules.tags({ "x-user-id": user });
const tagged = USERS.filter((user) => Object.keys(tagsOf(user)).length > 0);

/** What apps forward of a request, and what the sidecars are told beside the names of the tags. */
const CHAINS = [
  { forward: "baggage", settings: {} },
  { forward: "x-request-id", settings: { correlate: "x-request-id" } },
  { forward: "traceparent", settings: { correlate: "traceparent" } },
];

const skip = await enterNamespace();

describe("tags down a chain of three apps on Istio", () => {
  let mesh: Mesh;
  let running: KubernetesObject[] = [];

  const hopsOf = async (user: string) => {
    const traceparent = `00-${createHash("md5").update(user).digest("hex")}-0123456789abcdef-01`;
    const { status, hops } = await visit(mesh.pod(GATEWAY).spec.url, { "x-user-id": user, traceparent });
    return { status, hops };
  };
  /** What app-a, app-b and app-c are given when the tags reach the first `reach` of them. */
  const expected = (user: string, reach: number) => ({
    status: 200,
    hops: ["a", "b", "c"].map((app, hop) => {
      const tags = hop < reach ? tagsOf(user) : {};
      return { app: `app-${app}`, version: tags[`appver-${app}`] ?? DEFAULTS[hop], tags };
    }),
  });
  const reached = async (reach: number) => {
    for (const user of USERS.slice(0, 5))
      await until(`the tags of ${user} to reach ${reach} apps`, async () =>
        isDeepStrictEqual(await hopsOf(user).catch(() => undefined), expected(user, reach)),
      );
    await mesh.controlPlane.settled();
  };
  const assertReached = async (users: string[], reach: number) => {
    const seen = await many(users.length, (i) => hopsOf(users[i]!));
    for (const [i, user] of users.entries()) assert.deepEqual(seen[i], expected(user, reach), user);
  };
  /** How often the sidecars of app-a have done something so far. */
  const counted = async (what: string) => {
    const counts = SIDECARS_OF_A.map((name) =>
      mesh.pod(`default/${name}`).proxy.stat(`wasmcustom.header_propagation_${what}`),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count);
  };
  /** Runs the apps anew, with sidecars that have these plugins and no others. */
  const restart = async (forward: string, ...plugins: WasmPlugin[]) => {
    await mesh.remove(...running);
    running = [...plugins, ...forwarding(forward, deployments)];
    await mesh.apply(...running);
  };

  before(async () => {
    if (skip) return;
    mesh = await startMesh((mesh) => mesh.apply(...manifests.filter((object) => !isDeployment(object))));
  });
  after(() => mesh?.stop());

  for (const { forward, settings } of CHAINS) {
    test(`apps that forward only ${forward} are given all tags`, { skip }, async (t) => {
      await restart(forward, configured(inbound, settings), configured(outbound, settings));
      await reached(3);
      const [restored, unrestored] = [
        await counted("outbound_restored"),
        await counted("outbound_unrestored"),
      ];
      await assertReached(USERS, 3);
      const now = [await counted("outbound_restored"), await counted("outbound_unrestored")];
      const counts = { restored: now[0]! - restored, unrestored: now[1]! - unrestored };
      t.diagnostic(
        `${forward}: ${USERS.length} requests, ${tagged.length} of them tagged: ${JSON.stringify(counts)}`,
      );
      assert.deepEqual(counts, { restored: tagged.length, unrestored: USERS.length - tagged.length });
    });

    if (forward === "traceparent") continue; // the sidecars remember as they do by x-request-id

    test(`so they are when each sidecar in turn has restarted (${forward})`, { skip }, async (t) => {
      for (const { metadata } of deployments) {
        await mesh.pod(`default/${metadata.name}`).restartProxy();
        await reached(3);
        await assertReached(USERS.slice(0, 100), 3);
        t.diagnostic(`${forward}: 100 of 100 users' tags at each hop, ${metadata.name}'s sidecar restarted`);
      }
    });
  }

  test("below an app that forwards nothing there are no tags, and it is counted", { skip }, async (t) => {
    const settings = { correlate: "x-request-id" };
    await restart("", configured(inbound, settings), configured(outbound, settings));
    await reached(1);
    const before = await counted("outbound_unrestored");
    await assertReached(USERS, 1);
    const unrestored = (await counted("outbound_unrestored")) - before;
    t.diagnostic(
      `nothing: ${USERS.length} requests, ${tagged.length} of them tagged: ${unrestored} unrestored`,
    );
    assert.equal(unrestored, USERS.length);
  });

  test("where the gateway writes the baggage, the outbound half is enough", { skip }, async () => {
    await mesh.apply(configured(tagging, { propagate: { baggage: true } }));
    await restart("baggage", outbound);
    await reached(3);
    await assertReached(USERS, 3);
  });
});

/** The plugin with more settings beside its own. */
function configured(plugin: WasmPlugin, settings: object): WasmPlugin {
  return changed(plugin, { pluginConfig: { ...plugin.spec.pluginConfig, ...settings } });
}
