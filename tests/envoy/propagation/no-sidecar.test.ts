import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { arrival, values } from "../client.ts";
import { Upstream, type HeaderLine } from "../upstream.ts";
import { APPVER, propagationFile, type Sidecar, start, count } from "./lab.ts";

describe("where the module is no sidecar's", () => {
  let upstream: Upstream;
  before(async () => {
    upstream = await Upstream.start();
  });
  after(() => upstream?.stop());

  const sent: HeaderLine[] = [
    ["appver-a", "v2"],
    ["baggage", "appver-c=v3"],
  ];

  it("a gateway of Istio: requests pass as they are", async () => {
    const edit = (file: Sidecar) => (file.node.id = "router~10.0.0.1~gateway-1.edge~edge.svc.cluster.local");
    const envoy = await start(upstream, { ...APPVER, direction: "outbound" }, undefined, edit);
    try {
      const arrived = await arrival(envoy.url("to-app-c"), sent);
      assert.deepEqual(values(arrived, "appver-c"), []);
      assert.equal(arrived.application, "app-c-v2");
      assert.match(envoy.log, /header-propagation: .*this proxy is a gateway/);
    } finally {
      await envoy.stop();
    }
  });

  it("a waypoint: a direction must be written, else requests pass as they are", async () => {
    const edit = (file: Sidecar) =>
      (file.node.id = "waypoint~10.0.0.1~waypoint-1.shop~shop.svc.cluster.local");
    const envoy = await start(upstream, APPVER, undefined, edit);
    try {
      for (const listener of ["to-sidecar", "to-app-c"] as const) {
        const arrived = await arrival(envoy.url(listener), sent);
        assert.deepEqual(values(arrived, "baggage"), ["appver-c=v3"]);
        assert.deepEqual(values(arrived, "appver-c"), []);
      }
      assert.match(envoy.log, /header-propagation: .*direction: missing, .* of a "waypoint" do not tell it/);
      assert.ok((await count(envoy, "config_errors")) > 0);
      const outbound = JSON.stringify({ ...APPVER, direction: "outbound" });
      await envoy.update("header-propagation.yaml", propagationFile(outbound));
      for (const listener of ["to-sidecar", "to-app-c"] as const) {
        assert.deepEqual(values(await arrival(envoy.url(listener), sent), "appver-c"), ["v3"]);
      }
    } finally {
      await envoy.stop();
    }
  });

  it("listeners without a direction: requests pass as they are, unless the configuration says it", async () => {
    const edit = (file: Sidecar) =>
      file.static_resources.listeners.forEach((each) => delete each.traffic_direction);
    const envoy = await start(upstream, APPVER, undefined, edit);
    try {
      for (const listener of ["to-sidecar", "to-app-c"] as const) {
        const arrived = await arrival(envoy.url(listener), sent);
        assert.deepEqual(values(arrived, "baggage"), ["appver-c=v3"]);
        assert.deepEqual(values(arrived, "appver-c"), []);
      }
      assert.equal(await count(envoy, "undirected"), 2);
      const outbound = JSON.stringify({ ...APPVER, direction: "outbound" });
      await envoy.update("header-propagation.yaml", propagationFile(outbound));
      assert.equal((await arrival(envoy.url("to-app-c"), sent)).application, "app-c-v3");
    } finally {
      await envoy.stop();
    }
  });
});
