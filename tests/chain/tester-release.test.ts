import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { Rules } from "../../lib/core.ts";
import { manifestOf, parseManifests, readManifests } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { pluginConfig, pluginsAmong, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { EXAMPLES, startMesh } from "../istio/start.ts";
import { assertWays, many } from "./tally.ts";
import { type Headers, led, wayOf } from "./ways.ts";

const REQUESTS = 2000;
const TAG = "appver-weather";
// Versions of frontend and forecast, never crossed.
const [OLD, NEW] = ["v1 v1", "v2 v2"];

const EXPRESSION = "^(.*?; *)?(user=tester)(;.*)?$";
const ARTICLES_EXPRESSION = "^(.*?;)?(user=tester)(;.*)?$";

type Visitor = [headers: Headers, way: string];
const TESTER = { cookie: "user=tester" };
const SECOND = "theme=dark; user=tester";
// The article's visitors, and what else cookies can look like.
const VISITORS: Visitor[] = [
  [{}, OLD],
  [TESTER, NEW],
  [{ cookie: "user=alice" }, OLD],
  [{ cookie: "user=tester; theme=dark" }, NEW],
  [{ cookie: SECOND }, NEW],
  [{ cookie: "theme=dark;user=tester;lang=en" }, NEW],
  [{ cookie: "user=tester2" }, OLD],
  [{ cookie: "superuser=tester" }, OLD],
  [{ cookie: "theme=user=tester" }, OLD],
];

const step = (folder: string) => readManifests(join(EXAMPLES, "tester-release", folder));

const skip = await enterNamespace();

describe("the article's release to testers on Istio", () => {
  let mesh: Mesh;
  const lead = (headers: Headers, expected: string) => led(mesh, [headers], [expected]);
  const waysOf = (visitors: Visitor[], count = visitors.length) =>
    many(count, (i) => wayOf(mesh, visitors[i % visitors.length]![0]));
  const expected = (visitors: Visitor[]) => visitors.map(([, expected]) => expected);

  before(async () => {
    if (skip) return;
    mesh = await startMesh();
  });
  after(() => mesh?.stop());

  test("both versions are there, and everyone has v1", { skip }, async (t) => {
    await mesh.apply(...step("apps"), ...step("1-baseline"));
    await lead(TESTER, OLD);
    assertWays(t, "before", await waysOf(VISITORS), [OLD]);
  });

  const testersHaveV2 = async (t: TestContext, folder: string) => {
    for (const visitor of VISITORS)
      assertWays(t, `${folder}: ${visitor[0].cookie ?? "no cookie"}`, await waysOf([visitor]), [visitor[1]]);
    assertWays(t, folder, await waysOf(VISITORS, REQUESTS), expected(VISITORS));
  };

  test("source-labels: testers have v2 of both, everyone else v1 of both", { skip }, async (t) => {
    await mesh.apply(...step("source-labels"));
    await lead(TESTER, NEW);
    await testersHaveV2(t, "source-labels");
  });

  test("the article's expression misses a tester whose cookie is not the first", { skip }, async (t) => {
    const text = manifestOf(step("source-labels"));
    assert.ok(text.includes(EXPRESSION));
    await mesh.apply(...parseManifests(text.replaceAll(EXPRESSION, ARTICLES_EXPRESSION)));
    await lead({ cookie: SECOND }, OLD);
    const ways = VISITORS.map(([{ cookie }, expected]) => (cookie === SECOND ? OLD : expected));
    assertWays(t, "the article's expression", await waysOf(VISITORS), ways);
  });

  test("2-testers: testers have v2 of both, everyone else v1 of both", { skip }, async (t) => {
    await mesh.apply(...step("1-baseline").filter(({ kind }) => kind === "VirtualService"));
    await lead(TESTER, OLD);
    await mesh.apply(...step("2-testers"));
    await lead(TESTER, NEW);
    await lead({ [TAG]: "v2" }, OLD);
    await testersHaveV2(t, "2-testers");
  });

  test("2-testers: the tag cannot be sent by a client", { skip }, async (t) => {
    const forging: Visitor[] = [
      [{ [TAG]: "v2" }, OLD],
      [{ [TAG]: "v2", "x-user-id": "0005" }, OLD],
      [{ [TAG]: "v1", ...TESTER }, NEW],
    ];
    assertWays(t, "forged", await waysOf(forging), expected(forging));
  });

  test("3-ten-percent: 10 % of the users join the testers", { skip }, async (t) => {
    const [plugin] = pluginsAmong(step("3-ten-percent")) as [WasmPlugin];
    const rules = Rules.parse(pluginConfig(plugin));
    const users = Array.from({ length: REQUESTS }, (_, i) => ({ "x-user-id": `user-${i}` }));
    const visitors = users.map((user): Visitor => [user, rules.tags(user)[TAG] === "v2" ? NEW : OLD]);
    await mesh.apply(plugin);
    await lead({ "x-user-id": "0005" }, NEW);
    assertWays(t, "10 % of the users", await waysOf(visitors), expected(visitors));
    assertWays(t, "and the testers", await waysOf(VISITORS), expected(VISITORS));
  });

  for (const folder of ["4-everyone", "5-end"]) {
    test(`${folder}: everyone has v2 of both`, { skip }, async (t) => {
      await mesh.apply(...step(folder));
      await lead({}, NEW);
      const forged: Visitor = [{ [TAG]: "v1" }, NEW];
      assertWays(t, folder, await waysOf([...VISITORS, forged]), [NEW]);
    });
  }
});
