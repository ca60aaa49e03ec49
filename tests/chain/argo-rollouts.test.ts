import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { readManifests } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { RolloutController, type DestinationRule, type Rollout, type VirtualService } from "./rollout.ts";
import { EXAMPLES, startMesh } from "../istio/start.ts";
import { assertDrawn, assertWays, many } from "./tally.ts";
import { wayOf } from "./ways.ts";

const REQUESTS = 1000;
const FORCED = { "x-canary": "iwantsit" };
const WRONG = { "x-canary": "huari" };

const manifests = ["service", "per-request"].flatMap((folder) =>
  readManifests(join(EXAMPLES, "argo-rollouts", folder)),
);
const the = (kind: string) => manifests.find((object) => object.kind === kind)!;

// The article's two releases, and how many of 50 requests without a header came to the new version at each step.
const RELEASES = [
  { from: "v2", to: "v1", ofFifty: [0, 14, 19, 28, 50] },
  { from: "v1", to: "v2", ofFifty: [0, 9, 21, 29, 50] },
];
const PERCENT = [0, 20, 40, 60, 100];

const skip = await enterNamespace();

describe("the article's stepped canary with Argo Rollouts on Istio", () => {
  let mesh: Mesh;
  let controller: RolloutController;
  const ways = (headers: Record<string, string>, count: number) => many(count, () => wayOf(mesh, headers));

  before(async () => {
    if (skip) return;
    mesh = await startMesh(async (mesh) => {
      await mesh.apply(the("Service"), the("Gateway"));
      controller = new RolloutController(
        mesh,
        the("Rollout") as Rollout,
        the("VirtualService") as VirtualService,
        the("DestinationRule") as DestinationRule,
      );
      await controller.install("v2");
    });
  });
  after(() => mesh?.stop());

  for (const { from, to, ofFifty } of RELEASES) {
    test(`from ${from} to ${to}`, { skip }, async (t) => {
      await controller.release(to);
      for (const [step, percent] of PERCENT.entries()) {
        const what = `${from} to ${to}, ${percent} %`;
        t.diagnostic(`${what}: the article saw ${ofFifty[step]} of 50`);
        const expected = { [from]: ((100 - percent) / 100) * REQUESTS, [to]: (percent / 100) * REQUESTS };
        assertDrawn(t, what, await ways({}, REQUESTS), expected);
        assertWays(t, `${what}, forced`, await ways(FORCED, 200), [to]);
        assertWays(t, `${what}, another value`, await ways(WRONG, 200), [percent === 100 ? to : from]);
        if (percent < 100) assert.equal(await controller.promote(), percent < 60 ? "paused" : "done");
      }
    });
  }

  test("an abort sends everyone back", { skip }, async (t) => {
    await controller.release("v1");
    await controller.promote();
    await controller.abort();
    assertWays(t, "aborted", await ways({}, 200), ["v2"]);
    assertWays(t, "aborted, forced", await ways(FORCED, 200), ["v2"]);
  });
});
