import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { bucket, Rules } from "../../lib/core.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { pluginConfig, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { example, LANE, LOOSE, REQUESTS, RunningLanes, TAG } from "./lanes.ts";
import { assertWays } from "./tally.ts";

const NAMED = ["jason", "0001", "0002", "0003", "0004", "0005"];
const USERS = [...NAMED, ...Array.from({ length: REQUESTS / 2 - NAMED.length }, (_, i) => `user-${i}`)];

const [plugin] = example("by-hash/2-lanes/2-tags.yaml") as [WasmPlugin];
const rules = Rules.parse(pluginConfig(plugin));
const isTagged = (user: string) => rules.tags({ "x-user-id": user })[TAG] === "s2";

const skip = await enterNamespace();

describe("traffic lanes by the user's hash on Istio", () => {
  let lanes: RunningLanes;

  before(async () => {
    if (!skip) lanes = await RunningLanes.start("by-hash/1-baseline");
  });
  after(() => lanes?.mesh.stop());

  test("20 % of the users, and jason, are in lane s2 and stay in it", { skip }, async (t) => {
    assert.ok(bucket("jason", 100) >= 20);
    const requests = USERS.map((user) => ({ "x-user-id": user }));
    const expected = USERS.map((user) => (isTagged(user) ? LOOSE.s2 : LOOSE.s1));

    await lanes.mesh.apply(...example("by-hash/2-lanes"));
    const some = expected.indexOf(LOOSE.s2, 1);
    await lanes.lead([requests[0]!, requests[some]!], [LOOSE.s2, LOOSE.s2]);
    // Everybody twice, with all others in between.
    assertWays(t, "by hash", await lanes.ways(requests, REQUESTS), expected);

    const users = USERS.filter(isTagged).length;
    t.diagnostic(`by hash: ${users} of ${USERS.length} users tagged, expected ${0.2 * USERS.length}`);
    assert.ok(Math.abs(users - 0.2 * USERS.length) < 100);
  });

  test("nobody chooses a lane with the gateway's header", { skip }, async (t) => {
    const requests = USERS.slice(0, 100).map((user) => ({
      "x-user-id": user,
      [TAG]: isTagged(user) ? "s1" : "s2",
    }));
    const expected = USERS.slice(0, 100).map((user) => (isTagged(user) ? "s2" : "s1"));
    assertWays(
      t,
      "forged",
      await lanes.ways(requests, 100),
      expected.map((lane) => LOOSE[lane] as string),
    );
    const others = [{ [TAG]: "s2" }, { [LANE]: "s2" }, { baggage: `${TAG}=s2` }];
    assertWays(t, "forged, no user", await lanes.ways(others, others.length), [LOOSE.s1]);
  });
});
