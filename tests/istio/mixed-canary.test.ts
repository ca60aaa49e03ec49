import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Rules } from "../../cli/core.ts";
import { readManifests } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit, type Visit } from "../../lab/istio/visit.ts";
import { pluginConfig, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { forwarding } from "./forwarding.ts";
import { EXAMPLE, GATEWAY, PLUGIN, startMesh } from "./start.ts";

interface Step {
  folder: string;
  /** Whom the routes lead where before the plugin does: requests of a client, and the versions they come to. */
  trial: [headers: Record<string, string>, versions: string][];
  /** The versions of who is not tagged. */
  defaults: [appA: string, appB: string, appC: string];
  /** From the articles. */
  expected: Record<string, string>;
}

const STEPS: Step[] = [
  {
    folder: "1-baseline",
    trial: [[{}, "v1 v1 v2"]],
    defaults: ["v1", "v1", "v2"],
    expected: {
      "0001": "v1 v1 v2",
      "0002": "v1 v1 v2",
      "0003": "v1 v1 v2",
      "0004": "v1 v1 v2",
      "0005": "v1 v1 v2",
    },
  },
  {
    folder: "2-canary-a-b",
    trial: [[{ "appver-a": "v2", "appver-b": "v2" }, "v2 v2 v2"]],
    defaults: ["v1", "v1", "v2"],
    expected: {
      "0001": "v1 v1 v2",
      "0002": "v1 v1 v2",
      "0003": "v1 v1 v2",
      "0004": "v1 v1 v2",
      "0005": "v2 v2 v2",
    },
  },
  {
    folder: "3-canary-c",
    trial: [
      [{ "x-user-id": "0001", "appver-c": "v3" }, "v1 v1 v3"],
      [{ "x-user-id": "0005", "appver-c": "v3" }, "v2 v2 v3"],
    ],
    defaults: ["v1", "v1", "v2"],
    expected: {
      "0001": "v1 v1 v2",
      "0002": "v1 v1 v2",
      "0003": "v1 v1 v3",
      "0004": "v1 v1 v3",
      "0005": "v2 v2 v3",
    },
  },
  {
    folder: "4-finish-c",
    trial: [
      [{ "x-user-id": "0001" }, "v1 v1 v3"],
      [{ "x-user-id": "0005" }, "v2 v2 v3"],
    ],
    defaults: ["v1", "v1", "v3"],
    expected: {
      "0001": "v1 v1 v3",
      "0002": "v1 v1 v3",
      "0003": "v1 v1 v3",
      "0004": "v1 v1 v3",
      "0005": "v2 v2 v3",
    },
  },
];
/** How the tags come down the chain: what the apps pass on, and what is applied for it. */
const WAYS = [
  { title: "the apps pass on", forward: "appver-a, appver-b, appver-c", objects: [] },
  {
    title: "in the baggage that the apps pass on",
    forward: "baggage",
    objects: readManifests(join(EXAMPLE, "propagation")),
  },
];
const WORKERS = 16;
const USERS = Array.from({ length: 1000 }, (_, i) => `user-${i}`);

const versionsIn = (text: string) =>
  [...text.matchAll(/version: (\w+)/g)].map(([, version]) => version).join(" ");
const versions = ({ text }: Visit) => versionsIn(text);

const skip = await enterNamespace();

test("the README of the mixed canary shows what the articles expect", () => {
  const sections = readFileSync(join(EXAMPLE, "README.md"), "utf8")
    .split(/^## Step /m)
    .slice(1);
  const shown = sections.map((section) =>
    Object.fromEntries(
      [...section.matchAll(/^(\d{4}) (->.*)$/gm)].map(([, user, text]) => [user, versionsIn(text!)]),
    ),
  );
  assert.deepEqual(
    shown,
    STEPS.map(({ expected }) => expected),
  );
});

for (const { title, forward, objects } of WAYS)
  describe(`the articles' mixed canary on Istio, by tags that ${title}`, () => {
    let mesh: Mesh;
    let gateway: string;
    const of = (user: string) => visit(gateway, { "x-user-id": user });
    const comesTo = (headers: Record<string, string>, chain: string) =>
      until(`${JSON.stringify(headers)} to come to ${chain}`, async () => {
        return (await visit(gateway, headers).then(versions, () => "")) === chain;
      });

    before(async () => {
      if (skip) return;
      mesh = await startMesh((mesh) => mesh.apply(...objects));
      gateway = mesh.pod(GATEWAY).spec.url;
    });
    after(() => mesh?.stop());

    for (const { folder, trial, defaults, expected } of STEPS) {
      const files = readdirSync(join(EXAMPLE, folder)).map((file) => join(EXAMPLE, folder, file));

      test(`step ${folder}`, { skip }, async (t) => {
        const load = folder === "1-baseline" ? undefined : new Load((i) => of(USERS[i % USERS.length]!));
        for (const file of files) {
          await mesh.apply(...forwarding(forward, readManifests(file)));
          if (file.endsWith("mesh.yaml")) for (const [headers, chain] of trial) await comesTo(headers, chain);
        }
        for (const [user, chain] of Object.entries(expected)) await comesTo({ "x-user-id": user }, chain);
        await mesh.controlPlane.settled();
        const answers = (await load?.stop(100)) ?? [];
        assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set(load && [200]));

        t.diagnostic(`${folder}: user   app-a app-b app-c`);
        for (const [user, chain] of Object.entries(expected)) {
          const answer = await of(user);
          t.diagnostic(`${folder}: ${user}   ${versions(answer).replaceAll(" ", "    ")}`);
          assert.equal(versions(answer), chain, answer.text);
        }
      });

      const plugin = files.find((file) => file.endsWith("plugin.yaml"));
      if (plugin === undefined) continue;

      test(`step ${folder}: 1,000 users have what the core says, at each hop`, { skip }, async (t) => {
        const rules = Rules.parse(pluginConfig(readManifests(plugin)[0] as WasmPlugin));
        const counts: Record<string, number> = {};
        const work = async (worker: number) => {
          for (let i = worker; i < USERS.length; i += WORKERS) {
            const user = USERS[i]!;
            const tags = rules.tags({ "x-user-id": user });
            const answer = await of(user);
            const hops = ["a", "b", "c"].map((app, hop) => ({
              app: `app-${app}`,
              version: tags[`appver-${app}`] ?? defaults[hop],
              tags,
            }));
            assert.deepEqual([answer.status, answer.hops], [200, hops], user);
            counts[versions(answer)] = (counts[versions(answer)] ?? 0) + 1;
          }
        };
        await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
        assert.ok(Object.keys(counts).length > 1, "all users came to the same versions");
        t.diagnostic(`${folder}: of 1,000 users ${JSON.stringify(counts)}`);
      });
    }

    test("a tag that the client sends never reaches app-a", { skip }, async () => {
      const forged = { "appver-a": "v2", "appver-b": "v2" };
      for (const user of [{ "x-user-id": "0001" }, {}]) {
        const answer = await visit(gateway, { ...user, ...forged });
        assert.deepEqual(answer.hops[0], { app: "app-a", version: "v1", tags: {} });
      }
      const answer = await visit(gateway, { "x-user-id": "0005", "appver-a": "v9" });
      assert.deepEqual(answer.hops[0]?.tags, { "appver-a": "v2", "appver-b": "v2" });
    });

    test("the way back, as the README has it, fails no request", { skip }, async () => {
      const load = new Load((i) => of(USERS[i % USERS.length]!));
      await mesh.apply(...readManifests(join(EXAMPLE, "3-canary-c/plugin.yaml")));
      await comesTo({ "x-user-id": "0001" }, "v1 v1 v3");
      await mesh.apply(...readManifests(join(EXAMPLE, "3-canary-c/mesh.yaml")));
      await comesTo({ "x-user-id": "0001" }, "v1 v1 v2");
      await mesh.apply(...readManifests(join(EXAMPLE, "2-canary-a-b/plugin.yaml")));
      await comesTo({ "x-user-id": "0005" }, "v2 v2 v2");
      await mesh.remove(PLUGIN);
      await comesTo({ "x-user-id": "0005" }, "v1 v1 v2");
      const answers = await load.stop(100);
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    });
  });
