// The native module on Istio by the EnvoyFilter of docs/native.md, in the place of the WasmPlugin.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseManifests, readManifests } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { Rules } from "../../lib/core.ts";
import { filesOf, GATEWAY, startMesh } from "./start.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/native.md"), "utf8");
const [, example] = /^```yaml\n(apiVersion: networking\.istio\.io[^]*?)^```$/m.exec(page)!;
const [, json] = /value: \|\n([^]*)$/.exec(example!)!;
const RULES = Rules.parse(json!);
const USERS = Array.from({ length: 300 }, (_, i) => `user-${i}`);

const skip = await enterNamespace();

describe("the native module on Istio", () => {
  let mesh: Mesh;
  const versions = async (headers: Record<string, string>) => chainOf(mesh.pod(GATEWAY).spec.url, headers);

  before(async () => {
    if (skip) return;
    const objects = ["1-baseline", "2-canary-a-b", "3-canary-c"].flatMap((step) =>
      readManifests(...filesOf(step)),
    );
    mesh = await startMesh((mesh) => mesh.apply(...objects.filter(({ kind }) => kind !== "WasmPlugin")));
    const module = join(root, "build/libhash_tagging.so");
    await mesh.apply(...parseManifests(example!.replace("/opt/libhash_tagging.so", module)));
    await until(
      "user 0005 to get v3",
      async () => (await versions({ "x-user-id": "0005" }).catch(String)) === "v1 v1 v3",
    );
  });
  after(() => mesh?.stop());

  test("users have what the core says, and forged tags count for nothing", { skip }, async () => {
    for (const user of USERS) {
      const expected = `v1 v1 ${RULES.tags({ "x-user-id": user })["appver-c"] ?? "v2"}`;
      assert.equal(await versions({ "x-user-id": user, "appver-a": "v2", "appver-c": "v3" }), expected, user);
    }
  });
});
