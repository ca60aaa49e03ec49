import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Rules } from "../../lib/core.ts";
import { parseManifests, readManifests } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit, type Visit } from "../../lab/istio/visit.ts";
import { changed, pluginConfig, pluginsAmong } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { USERS } from "../mixed-canary.ts";
import { forwarding } from "./forwarding.ts";
import { EXAMPLE, filesOf, GATEWAY, GUARD, PLUGIN, startMesh } from "./start.ts";

interface Step {
  folder: keyof typeof USERS;
  /** Whom the routes lead where before the plugin does: requests to the gateway, or to a pod behind it. */
  trial: [to: string, headers: Record<string, string>, versions: string][];
  /** The versions of users without a tag. */
  defaults: [appA: string, appB: string, appC: string];
}

const STEPS: Step[] = [
  {
    folder: "1-baseline",
    trial: [[GATEWAY, {}, "v1 v1 v2"]],
    defaults: ["v1", "v1", "v2"],
  },
  {
    folder: "2-canary-a-b",
    trial: [["default/app-a-v2", { "appver-b": "v2" }, "v2 v2 v2"]],
    defaults: ["v1", "v1", "v2"],
  },
  {
    folder: "3-canary-c",
    trial: [
      ["default/app-a-v2", { "appver-c": "v3" }, "v2 v1 v3"],
      ["default/app-a-v2", { "appver-b": "v2", "appver-c": "v3" }, "v2 v2 v3"],
    ],
    defaults: ["v1", "v1", "v2"],
  },
  {
    folder: "4-finish-c",
    trial: [],
    defaults: ["v1", "v1", "v3"],
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
/** What a client sends to choose the new version of everything. */
const FORGED = { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" };
/** Routes that look at no tag, in the places of those that do. */
const AFTERWARDS = ["app-a v1", "app-b v1", "app-c v2"]
  .map((each) => each.split(" "))
  .map(
    ([app, version]) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${app}, namespace: default }
spec:
  hosts: ["${app === "app-a" ? "*" : `${app}.default.svc.cluster.local`}"]
  ${app === "app-a" ? "gateways: [istio-system/ingressgateway]" : ""}
  http: [{ route: [{ destination: { host: ${app}.default.svc.cluster.local, subset: ${version} } }] }]
`,
  )
  .join("---");
const WORKERS = 16;
const THOUSAND = Array.from({ length: 1000 }, (_, i) => `user-${i}`);

const versionsIn = (text: string) =>
  [...text.matchAll(/version: (\w+)/g)].map(([, version]) => version).join(" ");
const versions = ({ text }: Visit) => versionsIn(text);
/** The rules of a step. */
const rulesOf = (folder: string) =>
  Rules.parse(pluginConfig(pluginsAmong(readManifests(join(EXAMPLE, folder)))[0]!));
/** How many tags app-a was given. */
const tagsAtFirst = ({ hops }: Visit) => Object.keys(hops[0]?.tags ?? {}).length;

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
  assert.deepEqual(shown, Object.values(USERS));
});

for (const { title, forward, objects } of WAYS)
  describe(`the articles' mixed canary on Istio, by tags that ${title}`, () => {
    let mesh: Mesh;
    let gateway: string;
    const of = (user: string) => visit(gateway, { "x-user-id": user });
    const comesTo = (headers: Record<string, string>, chain: string, to = GATEWAY) =>
      until(`${JSON.stringify(headers)} to come from ${to} to ${chain}`, async () => {
        return (await visit(mesh.pod(to).spec.url, headers).then(versions, () => "")) === chain;
      });
    /** Users, and beside them clients who forge tags; `stop` holds that no request failed and no tag was believed. */
    const traffic = () => {
      const users = new Load((i) => of(THOUSAND[i % THOUSAND.length]!));
      const forgers = new Load(
        (i) => visit(gateway, i % 2 === 0 ? FORGED : { "x-user-id": "0001", ...FORGED }),
        1,
      );
      return async (...defaults: string[]) => {
        const answers = await users.stop(100);
        const forged = await forgers.stop(50);
        assert.deepEqual(new Set([...answers, ...forged].map(({ status }) => status)), new Set([200]));
        assert.deepEqual(
          [...new Set(forged.map(versions))].filter((chain) => !defaults.includes(chain)),
          [],
        );
      };
    };

    before(async () => {
      if (skip) return;
      mesh = await startMesh((mesh) => mesh.apply(...objects));
      gateway = mesh.pod(GATEWAY).spec.url;
    });
    after(() => mesh?.stop());

    for (const [i, { folder, trial, defaults }] of STEPS.entries()) {
      const expected = USERS[folder];
      const files = filesOf(folder);

      test(`step ${folder}`, { skip }, async (t) => {
        const stop = i > 0 ? traffic() : undefined;
        for (const file of files) {
          await mesh.apply(...forwarding(forward, readManifests(file)));
          if (!file.endsWith("1-routes.yaml")) continue;
          for (const [to, headers, chain] of trial) await comesTo(headers, chain, to);
          await mesh.controlPlane.settled();
        }
        for (const [user, chain] of Object.entries(expected)) await comesTo({ "x-user-id": user }, chain);
        await until("the gateway to own the tags", async () =>
          isDeepStrictEqual((await visit(gateway, FORGED)).hops[0]?.tags, rulesOf(folder).tags({})),
        );
        await mesh.controlPlane.settled();
        await stop?.(STEPS[i - 1]!.defaults.join(" "), defaults.join(" "));

        t.diagnostic(`${folder}: user   app-a app-b app-c`);
        for (const [user, chain] of Object.entries(expected)) {
          const answer = await of(user);
          t.diagnostic(`${folder}: ${user}   ${versions(answer).replaceAll(" ", "    ")}`);
          assert.equal(versions(answer), chain, answer.text);
        }
      });

      if (i === 0) continue; // the first has no rules

      test(`step ${folder}: 1,000 users have what the core says, at each hop`, { skip }, async (t) => {
        const rules = rulesOf(folder);
        const counts: Record<string, number> = {};
        const work = async (worker: number) => {
          for (let i = worker; i < THOUSAND.length; i += WORKERS) {
            const user = THOUSAND[i]!;
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
        assert.deepEqual(answer.hops[0], { app: "app-a", version: "v1", tags: { "appver-c": "v3" } });
      }
      const answer = await visit(gateway, { "x-user-id": "0005", "appver-a": "v9" });
      assert.deepEqual(answer.hops[0]?.tags, { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" });
    });

    test("the way back, as the README has it, fails no request and opens no door", { skip }, async () => {
      const apply = (step: string) => mesh.apply(...forwarding(forward, readManifests(join(EXAMPLE, step))));
      let stop = traffic();
      await apply("5-end");
      await comesTo({ "x-user-id": "0003" }, "v1 v1 v3");
      await apply("4-finish-c");
      await comesTo({ "x-user-id": "0001" }, "v1 v1 v3");
      await mesh.controlPlane.settled();
      await apply("1-baseline");
      await comesTo({ "x-user-id": "0005" }, "v1 v1 v2");
      await stop("v1 v1 v3", "v1 v1 v2");

      // The door is there: were the headers neither guarded nor reserved now, it would be open. Each keeps it shut.
      const [reserving] = pluginsAmong(readManifests(join(EXAMPLE, "1-baseline/2-tags.yaml")));
      await mesh.remove(GUARD);
      await mesh.apply(changed(PLUGIN, { pluginConfig: { rules: [] } }));
      await comesTo(FORGED, "v2 v2 v3");
      await mesh.apply(GUARD);
      await comesTo(FORGED, "v1 v1 v2");
      await mesh.remove(GUARD);
      await comesTo(FORGED, "v2 v2 v3");
      await mesh.apply(reserving!);
      await comesTo(FORGED, "v1 v1 v2");
      await mesh.apply(GUARD);

      stop = traffic();
      await mesh.apply(...parseManifests(AFTERWARDS));
      await mesh.controlPlane.settled();
      await mesh.remove(PLUGIN, GUARD);
      await until(
        "the gateway to pass what clients send",
        async () => tagsAtFirst(await visit(gateway, FORGED)) === 3,
      );
      await stop("v1 v1 v2");
    });
  });
