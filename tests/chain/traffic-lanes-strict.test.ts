import { after, before, describe, test } from "node:test";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { ASKED, example, REQUESTS, RunningLanes, STRICT, waysOf } from "./lanes.ts";
import { assertWays, way } from "./tally.ts";

const skip = await enterNamespace();

describe("the article's traffic lanes on Istio, strict", () => {
  let lanes: RunningLanes;

  before(async () => {
    if (!skip) lanes = await RunningLanes.start("strict");
  });
  after(() => lanes?.mesh.stop());

  test("every lane is whole", { skip }, async (t) => {
    await lanes.mesh.apply(...example("by-header"));
    await lanes.lead(ASKED, waysOf(STRICT));
    assertWays(t, "strict", await lanes.ways(ASKED, REQUESTS), waysOf(STRICT));
  });

  test("what its lane cannot serve is served by no other", { skip }, async (t) => {
    await lanes.mesh.remove(...example("strict").filter(({ metadata }) => metadata.name === "mockb-v2"));
    const ways = waysOf({ ...STRICT, s2: "v2 503" });
    await lanes.lead(ASKED, ways);
    assertWays(t, "strict, without mockb v2", await lanes.ways(ASKED, 500), ways);
  });

  test("what has come off its lane is not served", { skip }, async (t) => {
    const url = lanes.mesh.pod("default/mocka-v1").spec.url;
    assertWays(t, "strict, without a lane", [way(await visit(url, {}))], ["v1 404"]);
  });
});
