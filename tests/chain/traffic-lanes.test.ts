import { after, before, describe, test } from "node:test";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { ASKED, example, LOOSE, REQUESTS, RunningLanes, waysOf } from "./lanes.ts";
import { assertDrawn, assertWays } from "./tally.ts";

const skip = await enterNamespace();

describe("the article's traffic lanes on Istio, loose", () => {
  let lanes: RunningLanes;

  before(async () => {
    if (!skip) lanes = await RunningLanes.start("weighted/1-baseline");
  });
  after(() => lanes?.mesh.stop());

  const DRAWN = { [LOOSE.s1]: 0.4, [LOOSE.s2]: 0.3, [LOOSE.s3]: 0.3 };
  const drawn = (count: number) =>
    Object.fromEntries(Object.entries(DRAWN).map(([way, share]) => [way, share * count]));

  test("weighted: 40 : 30 : 30 of the requests, each lane with its fallbacks", { skip }, async (t) => {
    await lanes.mesh.apply(...example("weighted/2-lanes"));
    await lanes.lead([{}, {}, {}], Object.values(LOOSE));
    assertDrawn(t, "weighted", await lanes.ways([{}], REQUESTS), drawn(REQUESTS));
  });

  test("weighted: no client draws for itself, by whatever id it sends", { skip }, async (t) => {
    const ids = ["one", "3b0b1f5e-9c0a-4e5b-8c55-5b8f0d7c2a11"].map((id) => ({ "x-request-id": id }));
    for (const id of ids) {
      assertDrawn(t, `weighted, ${id["x-request-id"]}`, await lanes.ways([id], 2000), drawn(2000));
    }
  });

  test("by header: the lane that the request names, or the baseline", { skip }, async (t) => {
    await lanes.mesh.apply(...example("by-header/2-lanes"));
    await lanes.lead(ASKED, waysOf(LOOSE));
    assertWays(t, "by header", await lanes.ways(ASKED, REQUESTS), waysOf(LOOSE));
  });
});
