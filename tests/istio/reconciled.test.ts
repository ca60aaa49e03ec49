// The mixed canary as a controller of GitOps keeps it: what is in Git is applied again and again, while requests go on and
// steps change. What is live is what is in Git, at each moment: nothing of ours writes it in between.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { identity, type KubernetesObject, readManifests } from "../../lab/istio/kubernetes.ts";
import { Load } from "../../lab/istio/load.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { Expected } from "../releases/expected.ts";
import { APPS, FORGED, inEffect, isOfEither, THOUSAND } from "./canary.ts";
import { EXAMPLE, GATEWAY, startMesh } from "./start.ts";

/** Forward to the end and back, also over two steps at once. */
const WAY = [1, 2, 3, 4, 5, 4, 2, 3, 1];
/** So many times is each step applied after it is in effect. */
const SYNCS = 3;
/** How long istiod may take to show what was applied. */
const A_MOMENT_MS = 1000;

const skip = await enterNamespace();

/** Applies the folder of Git over and over, as Argo CD and Flux do; before each time it holds what is live against it. */
class Controller {
  /** How often it has applied a folder as a whole. */
  syncs = 0;
  /** The objects that were not live as they were applied last. */
  readonly drifted: string[] = [];
  readonly #running: Promise<void>;
  #applied: KubernetesObject[] | undefined;
  #isOver = false;

  constructor(
    private readonly mesh: Mesh,
    /** The folder of a step. */
    public git: string,
  ) {
    this.#running = this.#run();
    this.#running.catch(() => {}); // told by stop()
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const objects = readManifests(this.git); // of one commit
      if (this.#applied !== undefined) await this.#compare(this.#applied);
      await this.mesh.apply(...objects);
      this.#applied = objects;
      this.syncs += 1;
    }
  }

  /** What istiod shows, it may have been told a moment ago: what is still another then, somebody else has written. */
  async #compare(objects: KubernetesObject[]): Promise<void> {
    const others = await this.#othersThan(objects);
    if (others.length === 0) return;
    await sleep(A_MOMENT_MS);
    const still = await this.#othersThan(others);
    this.drifted.push(...still.map(identity));
  }

  /** Those that are not live as they are in Git. */
  async #othersThan(objects: KubernetesObject[]): Promise<KubernetesObject[]> {
    const live = await this.mesh.controlPlane.live();
    return objects.filter((object) => {
      const seen = live.find((each) => identity(each) === identity(object));
      return specOf(seen) !== specOf(this.mesh.placed(object));
    });
  }
}

/** An object's spec and annotations as text, whatever the order of their fields. */
function specOf(object: KubernetesObject | undefined): string {
  const { spec, metadata } = (object ?? {}) as { spec?: object; metadata?: { annotations?: object } };
  return JSON.stringify([spec, metadata?.annotations], (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

describe("the mixed canary under a controller that never rests", () => {
  const expected = new Expected(readFileSync(join(EXAMPLE, "release.yaml"), "utf8"));
  const folder = (step: number) => join(EXAMPLE, expected.folders[step - 1]!);
  let mesh: Mesh;
  let controller: Controller;
  let gateway: string;

  before(async () => {
    if (skip) return;
    mesh = await startMesh(async (mesh) => {
      await mesh.apply(...APPS, ...readManifests(folder(1)));
    });
    gateway = mesh.pod(GATEWAY).spec.url;
    await inEffect(expected, 1, gateway);
    controller = new Controller(mesh, folder(1));
  });
  after(async () => {
    await controller?.stop();
    await mesh?.stop();
  });

  for (const [i, to] of WAY.entries()) {
    const from = WAY[i - 1] ?? to;
    const name = `${expected.folders[from - 1]} → ${expected.folders[to - 1]}`;

    test(`${name}: nobody is lost or astray, and what is live is what is in Git`, { skip }, async (t) => {
      const answers = (users: string[], headers: object, workers: number) =>
        new Load(async (n) => {
          const user = users[n % users.length]!;
          return { user, chain: await chainOf(gateway, { "x-user-id": user, ...headers }).catch(String) };
        }, workers);
      const loads = [answers(THOUSAND, {}, 2), answers(["0001", "0005"], FORGED, 1)];
      const first = controller.syncs;
      controller.git = folder(to);
      await inEffect(expected, to, gateway);
      const enough = controller.syncs + SYNCS;
      await until("more syncs", () => controller.syncs >= enough, 30);
      const all = (await Promise.all(loads.map((load) => load.stop(100)))).flat();
      const wrong = all.filter(({ user, chain }) => !isOfEither(expected, [from, to], user, chain));
      t.diagnostic(
        `${name}: applied ${controller.syncs - first} times, ${controller.drifted.length} objects not as in Git; ` +
          `${all.length} requests, ${wrong.length} lost, wrong or forged`,
      );
      assert.deepEqual([wrong, controller.drifted], [[], []]);
    });
  }

  test("what a controller of weights writes is seen, and is gone with the next sync", { skip }, async () => {
    const [routes] = readManifests(folder(1)).filter(({ kind }) => kind === "VirtualService");
    const weighted = JSON.parse(
      JSON.stringify(routes).replaceAll('{"destination"', '{"weight":100,"destination"'),
    ) as KubernetesObject;
    await until("it to be seen", async () => {
      await mesh.apply(weighted);
      return controller.drifted.length > 0;
    });
    const enough = controller.syncs + 2;
    await until("more syncs", () => controller.syncs >= enough, 30);
    const seen = controller.drifted.length;
    await until("more syncs", () => controller.syncs >= enough + SYNCS, 30);
    assert.deepEqual([...new Set(controller.drifted)], [identity(routes!)]);
    assert.equal(controller.drifted.length, seen);
  });
});
