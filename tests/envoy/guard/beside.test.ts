// What is no guard, though it looks like one; and what needs none, since nothing passes.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { configText, Envoy } from "../../../lab/envoy.ts";
import { arrival, send, values } from "../client.ts";
import { rulesFile } from "../plugin.ts";
import { Upstream } from "../upstream.ts";
import { startWith } from "./lab.ts";

describe("beside the guard", () => {
  let upstream: Upstream;
  before(async () => {
    upstream = await Upstream.start();
  });
  after(() => upstream?.stop());

  it("Envoy's header_mutation filter takes the tag away after it has chosen the route", async () => {
    const typed_config = {
      "@type": "type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation",
      mutations: { request_mutations: [{ remove: "appver-a" }] },
    };
    const envoy = await startWith(upstream, { http_filters: [{ name: "remove", typed_config }] });
    try {
      const arrived = await arrival(envoy.url("gateway"), [["appver-a", "v2"]]);
      assert.equal(arrived.application, "app-a-v2");
      assert.deepEqual(values(arrived, "appver-a"), []);
    } finally {
      await envoy.stop();
    }
  });

  it("a module's file that is missing is 500 to every request, FAIL_OPEN too", async () => {
    const rules = rulesFile('{"rules": []}', (plugin) => (plugin.failure_policy = "FAIL_OPEN"));
    const routes = await configText("step-2/app-a.yaml");
    const envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) => {
      if (file === "live/hash-tagging.yaml")
        return rules.replace("build/hash-tagging.wasm", "build/none.wasm");
      return file === "live/app-a.yaml" ? routes : text;
    });
    try {
      assert.equal((await send(envoy.url("gateway"), [["appver-a", "v2"]])).status, 500);
    } finally {
      await envoy.stop();
    }
  });
});
