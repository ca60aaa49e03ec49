import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Host } from "../emulated/host.ts";
import { lines, MODULE, valueOf } from "../emulated/sidecar.ts";

const CRITICAL = 5;
const APPVER = { headerPrefixes: ["appver"] };

describe("direction", () => {
  const directed = (direction: number) => {
    const host = new Host(MODULE);
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(direction));
    host.properties.set("xds\0listener_direction", bytes);
    return host.request(
      host.configure(JSON.stringify(APPVER)),
      lines(["appver-a", "v2"], ["baggage", "appver-b=v2"]),
    );
  };

  test("1 is inbound, 2 is outbound, of any other nothing is known", () => {
    assert.equal(valueOf(directed(1), "baggage"), "appver-a=v2");
    assert.equal(valueOf(directed(2), "appver-b"), "v2");
    for (const other of [0, 3]) {
      assert.deepEqual(directed(other), lines(["appver-a", "v2"], ["baggage", "appver-b=v2"]));
    }
  });

  test("a host that has none leaves requests as they are, and counts them", () => {
    const host = new Host(MODULE);
    const sent = lines(["appver-a", "v2"], ["baggage", "appver-b=v2"]);
    assert.deepEqual(host.request(host.configure(JSON.stringify(APPVER)), sent), sent);
    assert.equal(host.counters.get("header_propagation_undirected"), 1);
  });

  describe("a proxy of Istio's that is neither sidecar nor gateway", () => {
    const at = (id: string, config: object) => {
      const host = new Host(MODULE);
      host.properties.set("xds\0node\0id", Buffer.from(id));
      host.properties.set("xds\0listener_direction", Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]));
      return { host, plugin: host.configure(JSON.stringify(config), "shop") };
    };
    const sent = lines(["appver-a", "v2"], ["baggage", "appver-b=v2"]);
    const WAYPOINT = "waypoint~10.0.0.1~waypoint-1.shop~shop.svc.cluster.local";

    for (const proxy of ["waypoint", "ztunnel", "agentgateway", "?"]) {
      test(`${proxy}: without a direction requests pass as they are, which is said and counted`, () => {
        const { host, plugin } = at(WAYPOINT.replace("waypoint", proxy), APPVER);
        assert.deepEqual(
          host.logs.map(({ level, text }) => [level, text]),
          [
            `direction: missing, and the listeners of a "${proxy}" do not tell it; write "outbound" to give requests their tags back here, or "inbound" to put them into baggage`,
            "configuration refused; requests pass as they are",
          ].map((text) => [CRITICAL, `header-propagation: "shop": ${text}`]),
        );
        assert.equal(host.counters.get("header_propagation_config_errors"), 1);
        assert.deepEqual(host.request(plugin, sent), sent);
      });
    }

    test("with one it works", () => {
      const out = at(WAYPOINT, { ...APPVER, direction: "outbound" });
      assert.equal(valueOf(out.host.request(out.plugin, sent), "appver-b"), "v2");
      const into = at(WAYPOINT, { ...APPVER, direction: "inbound" });
      assert.equal(valueOf(into.host.request(into.plugin, sent), "baggage"), "appver-a=v2");
    });

    test("an update that lacks it leaves the last good one", () => {
      const { host, plugin } = at(WAYPOINT, { ...APPVER, direction: "outbound" });
      host.reconfigure(plugin, JSON.stringify(APPVER), "shop");
      assert.equal(valueOf(host.request(plugin, sent), "appver-b"), "v2");
      assert.match(host.logs.at(-1)!.text, /the last good one stays/);
    });

    test("a sidecar, and a node of anybody else's, is asked for the listener's", () => {
      for (const id of ["sidecar~10.0.0.1~app-b.shop~shop.svc.cluster.local", "waypoint", "", "envoy-1"]) {
        const { host, plugin } = at(id, APPVER);
        assert.equal(valueOf(host.request(plugin, sent), "baggage"), "appver-a=v2", id);
      }
    });
  });

  test("an Istio gateway is no sidecar: its clients' baggage sets no header", () => {
    const host = new Host(MODULE);
    host.properties.set(
      "xds\0node\0id",
      Buffer.from("router~10.0.0.1~gateway-1.edge~edge.svc.cluster.local"),
    );
    const plugin = host.configure(JSON.stringify({ ...APPVER, direction: "outbound" }));
    const sent = lines(["baggage", "appver-a=forged"]);
    assert.deepEqual(host.request(plugin, sent), sent);
    assert.match(host.logs[0]!.text, /this proxy is a gateway/);
    host.properties.set("xds\0node\0id", Buffer.from("sidecar~10.0.0.1~router~1"));
    host.reconfigure(plugin, JSON.stringify({ ...APPVER, direction: "outbound" }));
    assert.equal(valueOf(host.request(plugin, sent), "appver-a"), "forged");
  });
});
