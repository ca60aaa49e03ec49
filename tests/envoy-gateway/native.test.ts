// The native module on the real Envoy Gateway, by what the command line writes: its users have what the core says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { load } from "js-yaml";
import { ENVOY_PROXY } from "../../lab/envoy-gateway/standalone.ts";
import { enterNamespace } from "../../lab/envoy-gateway/namespace.ts";
import { isKind, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { Rules } from "../../lib/core.ts";
import { Lab, route } from "./start.ts";

const root = join(import.meta.dirname, "../..");
const MODULE = join(root, "build/libhash_tagging.so");
const RULES = load(readFileSync(join(root, "examples/mixed-canary/rules.yaml"), "utf8")) as {
  rules: object[];
};
const PATIENCE_SECONDS = 60;
const USERS = Array.from({ length: 1000 }, (_, i) => `user-${i}`);

interface Proxy extends KubernetesObject {
  spec: object;
}

const skip = await enterNamespace();

describe("the native module on Envoy Gateway", () => {
  let lab: Lab;
  const chain = (headers: Record<string, string>) => chainOf(lab.gateway.url, headers);
  const comesTo = (user: string, versions: string) =>
    until(
      `${user} to come to ${versions}`,
      async () => (await chain({ "x-user-id": user }).catch(String)) === versions,
      PATIENCE_SECONDS,
    );
  /** The one EnvoyProxy of the lab gets what is written for it, as the manifest's comment says. */
  const apply = async (rules: object) => {
    for (const object of await lab.manifest(rules, "--native", "--url", `file://${MODULE}`)) {
      const isProxy = isKind<Proxy>("EnvoyProxy", object);
      const merged = isProxy && { ...ENVOY_PROXY, spec: { ...ENVOY_PROXY.spec, ...object.spec } };
      await lab.gateway.apply(merged || object);
    }
  };

  before(async () => {
    if (skip) return;
    lab = await Lab.start();
    await lab.gateway.apply(
      route("app-a", "v1", "v2"),
      route("app-b", "v1", "v2"),
      route("app-c", "v2", "v3"),
    );
    await apply(RULES);
    await comesTo("0005", "v2 v2 v3");
  });
  after(() => lab?.stop());

  test("1,000 users have what the core says, and forged tags count for nothing", { skip }, async () => {
    const rules = Rules.parse(JSON.stringify(RULES));
    for (const user of USERS) {
      const tags = rules.tags({ "x-user-id": user });
      const expected = ["appver-a", "appver-b"].map((name) => tags[name] ?? "v1");
      assert.equal(
        await chain({ "x-user-id": user, "appver-a": "v2", "appver-c": "v3" }),
        [...expected, tags["appver-c"] ?? "v2"].join(" "),
        user,
      );
    }
  });

  test("a change of the rules takes effect while it runs", { skip }, async () => {
    assert.equal(await chain({ "x-user-id": "0001" }), "v1 v1 v2");
    const [first, ...others] = RULES.rules;
    await apply({ rules: [{ ...first, policies: [{ range: 100, tagValue: "v2" }] }, ...others] });
    await comesTo("0001", "v2 v1 v2");
  });
});
