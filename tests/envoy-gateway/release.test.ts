// The mixed canary as `release` writes it for Envoy Gateway: by the projects' own definitions, and on the real one, where its
// thousand users have what Istio's have.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { envoyGatewayChecks } from "../../lab/envoy-gateway/crds.ts";
import { enterNamespace } from "../../lab/envoy-gateway/namespace.ts";
import { type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { Expected } from "../releases/expected.ts";
import { objectsOf, read, RELEASES } from "../releases/files.ts";
import { Lab } from "./start.ts";

const PATIENCE_SECONDS = 60;
const WORKERS = 8;
const THOUSAND = Array.from({ length: 1000 }, (_, i) => `user-${i}`);
const FORGED = { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" };
const EXAMPLE = join(import.meta.dirname, "../../examples/mixed-canary/release.yaml");

/** The same release where each app is called through a Gateway: the lab's, as there is no mesh. */
const inside = (source: string, app: string) =>
  source.replace(
    new RegExp(`^( *${app}: \\{.*?) \\}$`, "m"),
    `$1, gateway: { name: inside, namespace: default, listener: to-${app} } }`,
  );
const SOURCE = inside(inside(readFileSync(EXAMPLE, "utf8"), "app-b"), "app-c").replace(
  "{ name: ingressgateway }",
  "{ name: eg, namespace: default, listener: http }",
);

const skip = await enterNamespace();

describe("the projects' own definitions", () => {
  test("pass each object that release writes for them", { skip }, (t) => {
    const checks = envoyGatewayChecks();
    const checkOf = ({ kind }: KubernetesObject) =>
      (checks as Record<string, (object: unknown) => string[]>)[kind];
    let objects = 0;
    for (const source of [SOURCE, ...Object.values(RELEASES).map(everyAppInside)]) {
      const { release, states } = read(source);
      for (const state of states) {
        const written = objectsOf(release, state, "envoy-gateway");
        for (const object of written) {
          assert.deepEqual(checkOf(object)?.(object) ?? [], [], JSON.stringify(object));
          ++objects;
        }
      }
    }
    t.diagnostic(`valid: ${objects} objects`);
  });
});

/** A release of the tests, whose apps are called in a mesh, without one. */
function everyAppInside(source: string): string {
  return source.replace(/^( {2}[a-z-]+: \{(?!.*entry).*port.*?) \}$/gm, "$1, gateway: { name: inside } }");
}

describe("the mixed canary written for Envoy Gateway", () => {
  const expected = new Expected(SOURCE);
  let lab: Lab;
  const chainFor = (headers: Record<string, string>) => chainOf(lab.gateway.url, headers);

  /** With the lab's registry, and with a Backend in the place of each version's Service, as there are no pods. */
  const objects = (step: number): KubernetesObject[] => {
    const written = objectsOf(expected.release, expected.states[step - 1]!, "envoy-gateway");
    const text = JSON.stringify(written.filter(({ kind }) => kind !== "Service"))
      .replaceAll("registry.example.com", lab.registry.host)
      .replaceAll(
        /\{"group":"","kind":"Service","name":"([^"]+)","port":8000,"weight":1\}/g,
        '{"group":"gateway.envoyproxy.io","kind":"Backend","name":"$1"}',
      );
    return JSON.parse(text) as KubernetesObject[];
  };
  const inEffect = async (step: number) => {
    const users = ["0001", "0003", "0005", ...THOUSAND.slice(0, 20)];
    let seen: string[] = [];
    try {
      await until(
        `step ${step} to be in effect`,
        async () => {
          seen = await Promise.all(users.map((user) => chainFor({ "x-user-id": user }).catch(String)));
          return seen.every((chain, i) => chain === expected.chain(step, users[i]!));
        },
        PATIENCE_SECONDS,
      );
    } catch (error) {
      throw new Error(`${seen.join(", ")}:\n${lab.gateway.log.slice(-3000)}`, { cause: error });
    }
  };

  before(async () => {
    if (!skip) lab = await Lab.start();
  });
  after(() => lab?.stop());

  for (const [i, folder] of expected.folders.entries()) {
    test(`${folder}: 1,000 users have what the release says`, { skip }, async (t) => {
      for (const object of objects(i + 1)) await lab.gateway.apply(object);
      await inEffect(i + 1);
      const counts = new Map<string, number>();
      const work = async (worker: number) => {
        for (let n = worker; n < THOUSAND.length; n += WORKERS) {
          const chain = await chainFor({ "x-user-id": THOUSAND[n]! });
          assert.equal(chain, expected.chain(i + 1, THOUSAND[n]!), THOUSAND[n]);
          counts.set(chain, (counts.get(chain) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
      t.diagnostic(`${folder}: ${[...counts].map(([chain, count]) => `${count} ${chain}`).join(", ")}`);
    });
  }

  for (const [from, to] of [
    [5, 4],
    [4, 1],
    [1, 3],
  ] as const) {
    test(
      `from ${expected.folders[from - 1]} to ${expected.folders[to - 1]} under load`,
      { skip },
      async (t) => {
        const answers = (users: string[], headers: object) =>
          new Load(async (n) => {
            const user = users[n % users.length]!;
            return { user, chain: await chainFor({ "x-user-id": user, ...headers }).catch(String) };
          }, 1);
        const loads = [answers(THOUSAND, {}), answers(["0001", "0005"], FORGED)];
        for (const object of objects(to)) await lab.gateway.apply(object);
        await inEffect(to);
        const seen = (await Promise.all(loads.map((load) => load.stop(200)))).flat();
        // Each hop goes through a Gateway, which tags it anew: a request that is under way may have hops of either step.
        const isOfEither = (user: string, chain: string) => {
          const [before, after] = [from, to].map((step) => expected.chain(step, user).split(" "));
          const hops = chain.split(" ");
          return (
            hops.length === after!.length && hops.every((hop, i) => hop === before![i] || hop === after![i])
          );
        };
        const wrong = seen.filter(({ user, chain }) => !isOfEither(user, chain));
        const whole = seen.filter(({ user, chain }) =>
          [from, to].some((step) => chain === expected.chain(step, user)),
        );
        assert.ok(seen.length - whole.length <= Math.ceil(seen.length / 100), "more than what was under way");
        t.diagnostic(
          `${expected.folders[from - 1]} → ${expected.folders[to - 1]}: ${seen.length} requests, ${wrong.length} wrong or lost, ${seen.length - whole.length} of both steps`,
        );
        assert.deepEqual(wrong, []);
      },
    );
  }
});
