import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { EXAMPLES, GATEWAY, startMesh } from "../istio/start.ts";
import { Expected } from "../releases/expected.ts";
import { objectsOf } from "../releases/files.ts";
import { ASKED, example, REQUESTS, RunningLanes, STRICT, TAG, waysOf } from "./lanes.ts";
import { assertWays, led, many, way } from "./tally.ts";

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
    const url = lanes.mesh.pod("default/mocka-v1").spec.url;
    assertWays(t, "strict, without a lane", [way(await visit(url, {}))], ["v1 404"]);
  });
});

describe("strict lanes by the user's hash, step by step", () => {
  const named = readFileSync(join(EXAMPLES, "traffic-lanes/strict/release.yaml"), "utf8");
  const source = named.replace(/^testers:[^]*/m, "steps: [{ s2: 20% }, { s3: 10% }]\n");
  const expected = new Expected(source);
  const objects = (step: number) => objectsOf(expected.release, expected.states[step - 1]!);
  const users = Array.from({ length: 300 }, (_, i) => `user-${i}`);
  let mesh: Mesh;
  const wayOf = async (headers: Record<string, string>) =>
    way(await visit(mesh.pod(GATEWAY).spec.url, headers));

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
      await led(
        wayOf,
        users.slice(0, 40).map((user) => ({ "x-user-id": user })),
        ways,
      );
      await mesh.controlPlane.settled();
      const seen = await many(users.length, (n) => wayOf({ "x-user-id": users[n]!, [TAG]: "s3" }));
      assertWays(t, folder, seen, ways);
    });
  }

  test(
    "what has no id is in the lane of all others, and what has no lane is not served",
    { skip },
    async (t) => {
      assertWays(t, "without an id", [await wayOf({})], [STRICT.s1]);
      const url = mesh.pod("default/mocka-v1").spec.url;
      assertWays(t, "without a lane", [way(await visit(url, {}))], ["v1 404"]);
    },
  );
});
