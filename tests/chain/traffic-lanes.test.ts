import { after, before, describe, test } from "node:test";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { ASKED, example, LOOSE, REQUESTS, RunningLanes, waysOf } from "./lanes.ts";
import { assertDrawn, assertWays } from "./tally.ts";

const skip = await enterNamespace();

describe("the article's traffic lanes on Istio, loose", () => {
  let lanes: RunningLanes;

  before(async () => {
    if (!skip) lanes = await RunningLanes.start("loose");
  });
  after(() => lanes?.mesh.stop());

  test("weighted: 40 : 30 : 30 of the requests, each lane with its fallbacks", { skip }, async (t) => {
    await lanes.mesh.apply(...example("weighted"));
    await lanes.lead([{}, {}, {}], Object.values(LOOSE));
    assertDrawn(t, "weighted", await lanes.ways([{}], REQUESTS), {
      [LOOSE.s1]: 0.4 * REQUESTS,
      [LOOSE.s2]: 0.3 * REQUESTS,
      [LOOSE.s3]: 0.3 * REQUESTS,
    });
  });

  test("by header: the lane that the request names, or the baseline", { skip }, async (t) => {
    await lanes.mesh.apply(...example("by-header"));
    await lanes.lead(ASKED, waysOf(LOOSE));
    assertWays(t, "by header", await lanes.ways(ASKED, REQUESTS), waysOf(LOOSE));
  });
});
