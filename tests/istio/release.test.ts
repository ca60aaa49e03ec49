// The mixed canary as `release` has written it, applied a file at a time under load: whatever step follows whatever other,
// nobody has a version of neither.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type KubernetesObject, readManifests } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { Expected } from "../releases/expected.ts";
import { objectsOf } from "../releases/files.ts";
import { APPS, FORGED, holdThousand, inEffect, isOfEither, THOUSAND } from "./canary.ts";
import { EDGE_GATEWAY } from "./edge.ts";
import { EXAMPLE, filesOf, GATEWAY, startMesh } from "./start.ts";

/** So many requests are made after a file, before the next one comes. */
const A_WHILE = 200;
const SOURCE = readFileSync(join(EXAMPLE, "release.yaml"), "utf8");

/** Steps that follow one another: forward, back, and two and three at once, of which the files come without a pause. */
const WAY = [1, 2, 3, 4, 5, 4, 3, 2, 1, 3, 1, 2, 4, 2, 1, 4, 1];

const skip = await enterNamespace();

describe("the mixed canary as it is written", () => {
  const expected = new Expected(SOURCE);
  let mesh: Mesh;
  let gateway: string;

  before(async () => {
    if (skip) return;
    mesh = await startMesh(async (mesh) => {
      await mesh.apply(...APPS);
      await mesh.apply(...readManifests(join(EXAMPLE, expected.folders[0]!)));
    });
    gateway = mesh.pod(GATEWAY).spec.url;
    await inEffect(expected, 1, gateway);
  });
  after(() => mesh?.stop());

  for (const [i, to] of WAY.entries()) {
    const from = WAY[i - 1];
    if (from === undefined) continue;
    const [before, folder] = [expected.folders[from - 1]!, expected.folders[to - 1]!];

    const isAtOnce = Math.abs(to - from) > 1;

    test(
      `from ${before} to ${folder}, ${isAtOnce ? "all files at once" : "a file at a time"}`,
      { skip },
      async (t) => {
        const lost: string[] = [];
        let count = 0;
        const answers = (users: string[], headers: object, workers: number) =>
          new Load(async (n) => {
            const user = users[n % users.length]!;
            const chain = await chainOf(gateway, { "x-user-id": user, ...headers }).catch(String);
            ++count;
            if (!/^v/.test(chain)) lost.push(`${user}: ${chain}`);
            return { user, chain };
          }, workers);
        const loads = [answers(THOUSAND, {}, 2), answers(["0001", "0005"], FORGED, 1)];
        const more = async () => {
          const enough = count + A_WHILE;
          await until("more requests", () => count >= enough, 30);
        };
        const files = filesOf(folder).filter((file) => !file.includes("/apps/"));
        for (const file of files) {
          await mesh.apply(...readManifests(file));
          if (isAtOnce) continue;
          await mesh.controlPlane.settled();
          await more();
        }
        await more();
        await inEffect(expected, to, gateway);
        const [users, forgers] = await Promise.all(loads.map((load) => load.stop(100)));
        const isRight = ({ user, chain }: { user: string; chain: string }) => {
          if (!/^v/.test(chain)) return true; // it is among the lost
          if (isAtOnce) return isOfEither(expected, [from, to], user, chain);
          return [from, to].some((step) => chain === expected.chain(step, user));
        };
        const wrong = users!.filter((answer) => !isRight(answer));
        const forged = forgers!.filter((answer) => !isRight(answer));
        t.diagnostic(
          `${before} → ${folder}: ${files.map((file) => basename(file)).join(" ")}: ${users!.length + forgers!.length} requests, ` +
            `${lost.length} lost, ${wrong.length} wrong, ${forged.length} of ${forgers!.length} forged let in`,
        );
        assert.deepEqual([lost, wrong, forged], [[], [], []]);
      },
    );

    if (i >= expected.folders.length) continue; // the first time that it is there
    test(`${folder}: 1,000 users have what the release says`, { skip }, async (t) => {
      t.diagnostic(`${folder}: ${await holdThousand(expected, to, gateway)}`);
    });
  }
});

describe("the mixed canary written for the Gateway API, on Istio", () => {
  const source = SOURCE.replace("{ name: ingressgateway }", "{ name: edge, namespace: default }");
  const expected = new Expected(source);
  let mesh: Mesh;
  let gateway: string;
  const objects = (step: number): KubernetesObject[] =>
    objectsOf(expected.release, expected.states[step - 1]!, "gateway-api");

  before(async () => {
    if (skip) return;
    mesh = await startMesh(async (mesh) => {
      const [services, apps] = [
        objects(1).filter(({ kind }) => kind === "Service"),
        APPS.filter(({ kind }) => kind !== "Gateway"),
      ];
      await mesh.apply(...services, ...apps, ...EDGE_GATEWAY, ...objects(1));
    });
    gateway = mesh.pod("default/edge").spec.url;
  });
  after(() => mesh?.stop());

  for (const [i, folder] of expected.folders.entries()) {
    test(`${folder}: 1,000 users have what the release says`, { skip }, async (t) => {
      for (const object of objects(i + 1)) await mesh.apply(object);
      await inEffect(expected, i + 1, gateway);
      t.diagnostic(`${folder}: ${await holdThousand(expected, i + 1, gateway)}`);
    });
  }
});
