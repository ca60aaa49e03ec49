// What becomes of requests on the real Envoy Gateway when rules change, are bad, or the module cannot be had.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { enterNamespace } from "../../lab/envoy-gateway/namespace.ts";
import type { KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { visit } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { Lab, route } from "./start.ts";

const PATIENCE_SECONDS = 60;
const FORGED = { "x-user-id": "0001", "appver-a": "v2" };
const MISSING = ["--url", "oci://127.0.0.1:5000/hash-tagging:none"];

const rules = (range: number) => ({
  rules: [{ header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies: [{ range, tagValue: "v2" }] }],
});
/** A manifest that no command would write. */
const withRange = (objects: KubernetesObject[], range: number) =>
  JSON.parse(JSON.stringify(objects).replace('"range":30', `"range":${range}`)) as KubernetesObject[];

const skip = await enterNamespace();

describe("the filter on Envoy Gateway", () => {
  let lab: Lab;
  /** The version of app-a, or the status that is no 200. */
  const answer = async (headers: Record<string, string>) => {
    const { status, hops } = await visit(lab.gateway.url, headers);
    return status === 200 ? hops[0]!.version : status;
  };
  const comesTo = (headers: Record<string, string>, version: string | number) =>
    until(
      `${JSON.stringify(headers)} to come to ${version}`,
      async () => (await answer(headers).catch(() => 0)) === version,
      PATIENCE_SECONDS,
    );

  before(async () => {
    if (skip) return;
    lab = await Lab.start();
    await lab.gateway.apply(route("app-a", "v1", "v2"), route("app-b", "v1"), route("app-c", "v2"));
    await lab.gateway.apply(...(await lab.manifest(rules(10))));
    await comesTo({ "x-user-id": "0005" }, "v2");
  });
  after(() => lab?.stop());

  test("a change of the rules takes effect while it runs", { skip }, async () => {
    assert.equal(await answer({ "x-user-id": "0004" }), "v1");
    await lab.gateway.apply(...(await lab.manifest(rules(30))));
    await comesTo({ "x-user-id": "0004" }, "v2");
  });

  test("bad rules leave the last good ones in force", { skip }, async () => {
    await lab.gateway.apply(...withRange(await lab.manifest(rules(30)), 101));
    await until(
      "the filter to complain",
      () => /policies\[0\]\.range: .*101/.test(lab.gateway.log),
      PATIENCE_SECONDS,
    );
    for (const [user, version] of [
      ["0001", "v1"],
      ["0004", "v2"],
      ["0005", "v2"],
    ] as const) {
      assert.equal(await answer({ "x-user-id": user }), version);
    }
    await lab.gateway.apply(...(await lab.manifest(rules(10))));
    await comesTo({ "x-user-id": "0004" }, "v1");
  });

  test(
    "a missing module, FAIL_OPEN: nobody is tagged, and the guard alone stops forged tags",
    { skip },
    async () => {
      const [guard, plugin] = (await lab.manifest(rules(10), ...MISSING)) as [
        KubernetesObject,
        KubernetesObject,
      ];
      await lab.gateway.apply(plugin);
      await comesTo({ "x-user-id": "0005" }, "v1");
      assert.equal(await answer(FORGED), "v1");
      await lab.gateway.remove(guard);
      await comesTo(FORGED, "v2");
      await lab.gateway.apply(guard);
      await comesTo(FORGED, "v1");
    },
  );

  test("a missing module, FAIL_CLOSE: 500 for everybody", { skip }, async () => {
    await lab.gateway.apply(...(await lab.manifest(rules(10), ...MISSING, "--fail-strategy", "FAIL_CLOSE")));
    await comesTo({}, 500);
    assert.equal(await answer({ "x-user-id": "0005" }), 500);
  });

  test("another digest, FAIL_CLOSE: 500 for everybody; the right one mends it", { skip }, async () => {
    const closed = (digest: string) =>
      lab.manifest(rules(10), "--sha256", digest, "--fail-strategy", "FAIL_CLOSE");
    await lab.gateway.apply(...(await closed(await lab.digest())));
    await comesTo({ "x-user-id": "0005" }, "v2");
    await lab.gateway.apply(...(await closed("0".repeat(64))));
    await comesTo({ "x-user-id": "0005" }, 500);
    await lab.gateway.apply(...(await closed(await lab.digest())));
    await comesTo({ "x-user-id": "0005" }, "v2");
  });
});
