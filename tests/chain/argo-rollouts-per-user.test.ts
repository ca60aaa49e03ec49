import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Rules } from "../../lib/core.ts";
import { readManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { pluginConfig, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { RolloutController, type DestinationRule, type Rollout, type VirtualService } from "./rollout.ts";
import { EXAMPLES, GATEWAY, startMesh } from "../istio/start.ts";
import { taken } from "./taken.ts";
import { assertWays, many } from "./tally.ts";
import { wayOf } from "./ways.ts";

const USERS = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
const FORCED = { "x-canary": "iwantsit" };
const WRONG = { "x-canary": "huari" };

interface AnalysisTemplate extends KubernetesObject {
  spec: {
    metrics: {
      provider: { job: { spec: { template: { spec: { containers: { args: string[] }[] } } } } };
    }[];
  };
}

const manifests = ["service", "per-user"].flatMap((folder) =>
  readManifests(join(EXAMPLES, "argo-rollouts", folder)),
);
const the = (kind: string) => manifests.find((object) => object.kind === kind)!;

/** The plugin, as the template's Job leaves it with `kubectl patch`. */
function patched(plugin: WasmPlugin, template: AnalysisTemplate, args: Record<string, string>): WasmPlugin {
  const [metric] = template.spec.metrics;
  const words = metric!.provider.job.spec.template.spec.containers[0]!.args;
  const patch = words.find((word) => word.startsWith("--patch="))!.slice("--patch=".length);
  const [{ op, path, value }] = JSON.parse(patch.replace("{{args.range}}", args.range!));
  assert.equal(op, "replace");
  const copy = structuredClone(plugin);
  const fields: string[] = path.split("/").slice(1);
  const last = fields.pop()!;
  const parent = fields.reduce(
    (at, field) => at[field] as typeof at,
    copy as unknown as Record<string, unknown>,
  );
  assert.ok(last in parent, path);
  parent[last] = value;
  return copy;
}

const skip = await enterNamespace();

describe("a canary with Argo Rollouts on Istio, sticky per user", () => {
  let mesh: Mesh;
  let controller: RolloutController;
  let plugin = the("WasmPlugin") as WasmPlugin;
  let rules = Rules.parse(pluginConfig(plugin));

  const isTagged = (user: string) => rules.tags({ "x-user-id": user })["appver-demo"] !== undefined;

  const analyse = async (template: string, args: Record<string, string>) => {
    assert.equal(template, the("AnalysisTemplate").metadata.name);
    const next = patched(plugin, the("AnalysisTemplate") as AnalysisTemplate, args);
    if (isDeepStrictEqual(next, plugin)) return;
    await taken(mesh.pod(GATEWAY).proxy, "plugins", () => mesh.apply(next));
    plugin = next;
    rules = Rules.parse(pluginConfig(plugin));
  };

  before(async () => {
    if (skip) return;
    mesh = await startMesh(async (mesh) => {
      await mesh.apply(the("Service"), the("Gateway"), plugin);
      controller = new RolloutController(
        mesh,
        the("Rollout") as Rollout,
        the("VirtualService") as VirtualService,
        the("DestinationRule") as DestinationRule,
        analyse,
      );
      await controller.install("v1");
    });
  });
  after(() => mesh?.stop());

  const waysOf = (users: string[], headers = {}) =>
    many(users.length, (i) => wayOf(mesh, { ...headers, "x-user-id": users[i]! }));

  test("nobody is in while the rule's range is 0", { skip }, async (t) => {
    await controller.release("v2");
    assertWays(t, "0 %", await waysOf(USERS.slice(0, 1000)), ["v1"]);
    assertWays(t, "0 %, forced", await waysOf(USERS.slice(0, 100), FORCED), ["v2"]);
  });

  test("a user once in stays in", { skip }, async (t) => {
    let inside: string[] = [];
    for (const percent of [20, 40, 60, 100]) {
      assert.equal(await controller.promote(), percent < 100 ? "paused" : "done");
      const ways = await waysOf(USERS);
      const expected = USERS.map((user) => (isTagged(user) ? "v2" : "v1"));
      assertWays(t, `${percent} %`, ways, expected);
      const now = new Set(USERS.filter((_, i) => ways[i] === "v2"));
      const gone = inside.filter((user) => !now.has(user)).length;
      t.diagnostic(`${percent} %: ${now.size} users have v2, ${inside.length} had it, ${gone} have lost it`);
      assert.equal(gone, 0);
      assert.ok(Math.abs(now.size / USERS.length - percent / 100) < 0.01);
      inside = [...now];
      const some = inside.slice(0, 100);
      assertWays(t, `${percent} %, forced`, await waysOf(some, FORCED), ["v2"]);
      assertWays(t, `${percent} %, another value`, await waysOf(some, WRONG), [percent < 100 ? "v1" : "v2"]);
    }
  });

  test("an abort sends everyone back, tagged or not", { skip }, async (t) => {
    await controller.release("v3");
    await controller.promote();
    const tagged = USERS.filter(isTagged).slice(0, 100);
    assertWays(t, "20 % of the next release, tagged", await waysOf(tagged), ["v3"]);
    await controller.abort();
    assertWays(t, "aborted, tagged", await waysOf(tagged), ["v2"]);
  });
});
