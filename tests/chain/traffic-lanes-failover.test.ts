import { after, before, describe, test } from "node:test";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { ASKED, example, LOOSE, RunningLanes, waysOf } from "./lanes.ts";
import { assertWays } from "./tally.ts";

const REQUESTS = 500;
// A pod that goes, and where its lane is served then.
const GONE = [
  { pod: "mockc-v2", lanes: { ...LOOSE, s2: "v2 v1 v1" } },
  { pod: "mocka-v2", lanes: { ...LOOSE, s2: "v1 v1 v2" } },
  { pod: "mockb-v3", lanes: { ...LOOSE, s3: "v3 v1 v1" } },
];

const skip = await enterNamespace();

describe("traffic lanes on Istio that fall back to the baseline where a lane has no pods", () => {
  let lanes: RunningLanes;

  before(async () => {
    if (!skip) lanes = await RunningLanes.start("by-header/2-lanes", "failover");
  });
  after(() => lanes?.mesh.stop());

  test("with all pods they are the loose ones", { skip }, async (t) => {
    await lanes.lead(ASKED, waysOf(LOOSE));
    assertWays(t, "failover", await lanes.ways(ASKED, REQUESTS), waysOf(LOOSE));
  });

  for (const { pod, lanes: expected } of GONE) {
    test(`without ${pod}, and with it again`, { skip }, async (t) => {
      const deployment = example("apps").filter(({ metadata }) => metadata.name === pod);
      await lanes.mesh.remove(...deployment);
      await lanes.lead(ASKED, waysOf(expected));
      assertWays(t, `without ${pod}`, await lanes.ways(ASKED, REQUESTS), waysOf(expected));
      await lanes.mesh.apply(...deployment);
      await lanes.lead(ASKED, waysOf(LOOSE));
      assertWays(t, `with ${pod}`, await lanes.ways(ASKED, REQUESTS), waysOf(LOOSE));
    });
  }

  test("a lane's new service is in it as soon as it runs", { skip }, async (t) => {
    await lanes.mesh.apply(
      ...example("strict/apps.yaml").filter(({ metadata }) => metadata.name === "mockb-v2"),
    );
    const expected = waysOf({ ...LOOSE, s2: "v2 v2 v2" });
    await lanes.lead(ASKED, expected);
    assertWays(t, "with mockb-v2", await lanes.ways(ASKED, REQUESTS), expected);
  });
});
