// The articles' mixed canary on the real Envoy Gateway, by what the command line writes: the users' table is Istio's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Rules } from "../../lib/core.ts";
import { enterNamespace } from "../../lab/envoy-gateway/namespace.ts";
import { readManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import { chainOf, visit } from "../../lab/istio/visit.ts";
import { pluginsAmong } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { USERS, type Users } from "../mixed-canary.ts";
import { Lab, route } from "./start.ts";

type Step = keyof typeof USERS;

const EXAMPLE = join(import.meta.dirname, "../../examples/mixed-canary");
const FORGED = { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" };
const PATIENCE_SECONDS = 60;
const THOUSAND = Array.from({ length: 1000 }, (_, i) => `user-${i}`);
const WORKERS = 8;

/** The routes that each step changes, as its mesh.yaml does on Istio. */
const ROUTES: Record<Step, KubernetesObject[]> = {
  "1-baseline": [route("app-a", "v1"), route("app-b", "v1"), route("app-c", "v2")],
  "2-canary-a-b": [route("app-a", "v1", "v2"), route("app-b", "v1", "v2")],
  "3-canary-c": [route("app-c", "v2", "v3")],
  "4-finish-c": [route("app-c", "v3")],
};
/** The versions of users without a tag. */
const DEFAULTS: Record<Step, string> = {
  "1-baseline": "v1 v1 v2",
  "2-canary-a-b": "v1 v1 v2",
  "3-canary-c": "v1 v1 v2",
  "4-finish-c": "v1 v1 v3",
};
const rulesOf = (step: Step) => {
  const [plugin] = pluginsAmong(readManifests(join(EXAMPLE, step, "2-tags.yaml")));
  return plugin!.spec.pluginConfig;
};

test("docs/envoy-gateway.md shows who gets what", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/envoy-gateway.md"), "utf8");
  const [, ...folders] = Object.keys(USERS) as Step[];
  for (const user of Object.keys(USERS["1-baseline"]) as (keyof Users)[]) {
    const row = page.split("\n").find((line) => line.startsWith(`| ${user} |`))!;
    const cells = row
      .split("|")
      .slice(2, -1)
      .map((cell) => cell.trim());
    assert.deepEqual(
      cells,
      folders.map((folder) => USERS[folder][user]),
    );
  }
});

const skip = await enterNamespace();

describe("the articles' mixed canary on Envoy Gateway", () => {
  let lab: Lab;
  const of = (headers: Record<string, string>) => visit(lab.gateway.url, headers);
  const versions = (headers: Record<string, string>) => chainOf(lab.gateway.url, headers);
  const comesTo = async (headers: Record<string, string>, chain: string) => {
    let seen = "";
    try {
      await until(
        `${JSON.stringify(headers)} to come to ${chain}`,
        async () => (seen = await versions(headers).catch(String)) === chain,
        PATIENCE_SECONDS,
      );
    } catch (error) {
      throw new Error(`it came to ${seen}:\n${lab.gateway.log.slice(-4000)}`, { cause: error });
    }
  };

  const tagsOf = (step: Step, user: string) =>
    Rules.parse(JSON.stringify(rulesOf(step))).tags({ "x-user-id": user });
  /** By the tags of a user who has others than in the step before. */
  const areInEffect = async (step: Step, last: Step) => {
    const user = THOUSAND.find((user) => !isDeepStrictEqual(tagsOf(step, user), tagsOf(last, user)))!;
    return isDeepStrictEqual((await of({ "x-user-id": user })).hops[0]?.tags, tagsOf(step, user));
  };

  before(async () => {
    if (!skip) lab = await Lab.start();
  });
  after(() => lab?.stop());

  const steps = Object.keys(USERS) as Step[];
  for (const [i, step] of steps.entries()) {
    const last = steps[i - 1];

    test(`step ${step}`, { skip }, async (t) => {
      const loads = [
        new Load((i) => versions({ "x-user-id": THOUSAND[i % 1000]! })),
        new Load(() => versions({ "x-user-id": "0001", ...FORGED }), 1),
      ];
      if (last === undefined) await Promise.all(loads.map((load) => load.stop().catch(() => {}))); // nobody listens yet
      await lab.gateway.apply(...ROUTES[step]);
      if (step === "4-finish-c") await comesTo({ "x-user-id": "0001" }, USERS[step]["0001"]); // before its rule goes
      await lab.gateway.apply(...(await lab.manifest(rulesOf(step), "--sha256", await lab.digest())));
      for (const [user, chain] of Object.entries(USERS[step])) await comesTo({ "x-user-id": user }, chain);
      if (last !== undefined) {
        await until("the rules to be in effect", () => areInEffect(step, last), PATIENCE_SECONDS);
        const [users, forgers] = (await Promise.all(loads.map((load) => load.stop(50)))) as [
          string[],
          string[],
        ];
        const lost = users.filter((chain) => chain.startsWith("status"));
        t.diagnostic(`${step}: ${lost.length} of ${users.length} requests lost`);
        // Here a rule goes, and its cluster with it: what Envoy is just sending there can get a 503, as the docs say.
        const allowed = step === "4-finish-c" ? Math.ceil(users.length / 100) : 0;
        assert.ok(lost.length <= allowed && lost.every((chain) => chain === "status 503"), lost.join());
        const believed = [USERS[last]["0001"], USERS[step]["0001"]];
        assert.deepEqual(
          forgers.filter((chain) => !believed.includes(chain)),
          [],
        );
      }

      for (const [user, chain] of Object.entries(USERS[step])) {
        const seen = await versions({ "x-user-id": user });
        t.diagnostic(`${step}: ${user} ${seen}`);
        assert.equal(seen, chain, user);
      }
    });

    if (last === undefined) continue; // the first has no rules
    test(`step ${step}: 1,000 users have what the core says, at each hop`, { skip }, async () => {
      const rules = Rules.parse(JSON.stringify(rulesOf(step)));
      const defaults = DEFAULTS[step].split(" ");
      const work = async (worker: number) => {
        for (let i = worker; i < THOUSAND.length; i += WORKERS) {
          const tags = rules.tags({ "x-user-id": THOUSAND[i]! });
          const { status, hops } = await of({ "x-user-id": THOUSAND[i]! });
          const expected = ["a", "b", "c"].map((app, hop) => ({
            app: `app-${app}`,
            version: tags[`appver-${app}`] ?? defaults[hop],
            tags,
          }));
          assert.deepEqual([status, hops], [200, expected], THOUSAND[i]);
        }
      };
      await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
    });
  }
});
