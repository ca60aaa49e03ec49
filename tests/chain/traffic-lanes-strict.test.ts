import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { EXAMPLES, startMesh } from "../istio/start.ts";
import { Expected } from "../releases/expected.ts";
import { objectsOf } from "../releases/files.ts";
import { ASKED, example, REQUESTS, RunningLanes, STRICT, TAG, waysOf } from "./lanes.ts";
import { assertWays } from "./tally.ts";
import { assertLed, wayOf } from "./ways.ts";

/** A pod that is called past the gateway, which alone knows lanes. */
const INSIDE = "default/mocka-v1";

const skip = await enterNamespace();

describe("the article's traffic lanes on Istio, strict", () => {
  let lanes: RunningLanes;

  before(async () => {
    if (!skip) lanes = await RunningLanes.start("strict/apps.yaml", "strict/2-lanes");
  });
  after(() => lanes?.mesh.stop());

  test("every lane is whole", { skip }, async (t) => {
    await lanes.lead(ASKED, waysOf(STRICT));
    assertWays(t, "strict", await lanes.ways(ASKED, REQUESTS), waysOf(STRICT));
  });

  test("what its lane cannot serve is served by no other", { skip }, async (t) => {
    await lanes.mesh.remove(
      ...example("strict/apps.yaml").filter(({ metadata }) => metadata.name === "mockb-v2"),
    );
    const ways = waysOf({ ...STRICT, s2: "v2 503" });
    await lanes.lead(ASKED, ways);
    assertWays(t, "strict, without mockb v2", await lanes.ways(ASKED, 500), ways);
  });

  test("what has come off its lane is not served", { skip }, async (t) => {
    assertWays(t, "strict, without a lane", [await wayOf(lanes.mesh, {}, INSIDE)], ["v1 404"]);
  });
});

describe("strict lanes by the user's hash, step by step", () => {
  const named = readFileSync(join(EXAMPLES, "traffic-lanes/strict/release.yaml"), "utf8");
  const source = named.replace(/^testers:[^]*/m, "steps: [{ s2: 20% }, { s3: 10% }]\n");
  const expected = new Expected(source);
  const objects = (step: number) => objectsOf(expected.release, expected.states[step - 1]!);
  const users = Array.from({ length: 300 }, (_, i) => `user-${i}`);
  let mesh: Mesh;

  before(async () => {
    if (skip) return;
    const apps = [...example("apps"), ...example("strict/apps.yaml")];
    mesh = await startMesh((mesh) => mesh.apply(...objects(1), ...apps));
  });
  after(() => mesh?.stop());

  for (const [i, folder] of expected.folders.entries()) {
    test(`${folder}: each user is in one lane, all the way down`, { skip }, async (t) => {
      await mesh.apply(...objects(i + 1));
      const ways = users.map((user) => expected.chain(i + 1, user));
      const requests = users.map((user) => ({ "x-user-id": user, [TAG]: "s3" }));
      await assertLed(t, folder, mesh, requests, ways);
    });
  }

  test(
    "what has no id is in the lane of all others, and what has no lane is not served",
    { skip },
    async (t) => {
      assertWays(t, "without an id", [await wayOf(mesh, {})], [STRICT.s1]);
      assertWays(t, "without a lane", [await wayOf(mesh, {}, INSIDE)], ["v1 404"]);
    },
  );
});
