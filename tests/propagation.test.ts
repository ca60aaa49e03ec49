// The propagation module under the emulated host, and the tagging filter where it propagates.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { propagationFindings } from "../lib/core.ts";
import { Host, type Line } from "./emulated/host.ts";
import { assertUpstream, linesOf } from "./emulated/request.ts";
import { lines, MODULE, type Sent, Sidecar, valueOf } from "./emulated/sidecar.ts";

import { configText, propagationVectors } from "./vectors.ts";

const FILTER = readFileSync(new URL("../build/hash-tagging.wasm", import.meta.url));
const CRITICAL = 5;
const UUID = "12345678-1234-4234-8234-1234567890ab";
const APPVER = { headerPrefixes: ["appver"] };

describe("vectors", () => {
  for (const direction of ["inbound", "outbound"] as const) {
    for (const group of propagationVectors[direction]) {
      test(`${direction}, ${group.name}`, async (t) => {
        const host = new Host(MODULE);
        const plugin = host.configure(JSON.stringify({ ...(group.config as object), direction }));
        for (const { case: name, request, headers } of group.cases) {
          await t.test(name, () => {
            const sent = linesOf(request);
            assertUpstream(host.request(plugin, sent), sent, headers);
          });
        }
      });
    }
  }

  for (const group of propagationVectors.gateway) {
    test(`gateway, ${group.name}`, async (t) => {
      const host = new Host(FILTER);
      const plugin = host.configure(configText(group));
      for (const { case: name, request, headers } of group.cases) {
        await t.test(name, () => {
          const sent = linesOf(request);
          const tags = { "appver-a": null, "appver-b": null, "appver-c": null };
          const isTag = ([header]: Line) => header in tags && !(header in headers);
          const upstream = host.request(plugin, sent).filter((line) => !isTag(line));
          assertUpstream(upstream, sent, headers);
        });
      }
    });
  }

  test("every bad configuration is logged, counted and passes requests as they are", () => {
    const host = new Host(MODULE);
    for (const [i, vector] of propagationVectors.errors.entries()) {
      assert.deepEqual(
        propagationFindings(configText(vector)).errors.map(({ path, message }) =>
          path ? `${path}: ${message}` : message,
        ),
        vector.errors,
        vector.name,
      );
      host.logs.length = 0;
      const plugin = host.configure(configText(vector), `plugin-${i}`);
      const refused = [...vector.errors, "configuration refused; requests pass as they are"];
      assert.deepEqual(
        host.logs,
        refused.map((text) => ({ level: CRITICAL, text: `header-propagation: "plugin-${i}": ${text}` })),
      );
      assert.equal(host.counters.get("header_propagation_config_errors"), i + 1);
      const sent = lines(["appver-a", "v2"], ["baggage", "appver-a=v1"]);
      assert.deepEqual(host.request(plugin, sent), sent);
      host.close(plugin);
    }
  });
});

describe("crossings of one request", () => {
  const LIFE = { proxy_on_context_create: 1, proxy_on_request_headers: 1 };
  const READ = { proxy_get_header_map_pairs: 1, proxy_on_memory_allocate: 1 };
  const SET = { proxy_replace_header_map_value: 1 };
  const COUNT = { proxy_increment_metric: 1 };
  const TAGS: Sent[] = [
    ["appver-a", "v2"],
    ["appver-b", "v2"],
    ["appver-c", "v3"],
  ];
  const CARRIED: Sent = ["baggage", "appver-a=v2,appver-b=v2,appver-c=v3"];
  const BY_ID = { ...APPVER, correlate: "x-request-id" };
  const ID: Sent = ["x-request-id", UUID];

  const crossed = (config: object, direction: "inbound" | "outbound", sent: Sent[], before = sent) => {
    const sidecar = new Sidecar(config);
    if (before !== sent) sidecar.inbound(...before);
    const host = sidecar.hosts[direction === "inbound" ? 0 : 1];
    host.crossings.clear();
    sidecar[direction](...sent);
    return Object.fromEntries(host.crossings);
  };

  test("inbound, tags: one read, one write", () => {
    assert.deepEqual(crossed(APPVER, "inbound", TAGS), { ...LIFE, ...READ, ...SET, ...COUNT });
  });

  test("inbound, tags that baggage has already: no write", () => {
    assert.deepEqual(crossed(APPVER, "inbound", [...TAGS, CARRIED]), { ...LIFE, ...READ, ...COUNT });
  });

  test("inbound, no tags: one read", () => {
    assert.deepEqual(crossed(APPVER, "inbound", [["x-user-id", "0001"]]), { ...LIFE, ...READ });
  });

  test("inbound, remembered: the clock, one read and one write of the slot", () => {
    assert.deepEqual(crossed(BY_ID, "inbound", [...TAGS, ID]), {
      ...LIFE,
      ...READ,
      ...SET,
      ...COUNT,
      proxy_get_current_time_nanoseconds: 1,
      proxy_get_shared_data: 1,
      proxy_set_shared_data: 1,
    });
  });

  test("inbound, no tags, where ids are remembered: that is remembered too", () => {
    assert.deepEqual(crossed(BY_ID, "inbound", [ID]), {
      ...LIFE,
      ...READ,
      proxy_get_current_time_nanoseconds: 1,
      proxy_get_shared_data: 1,
      proxy_set_shared_data: 1,
    });
  });

  test("outbound, no baggage: one look", () => {
    const expected = { ...LIFE, ...COUNT, proxy_get_header_map_value: 1 };
    assert.deepEqual(crossed(APPVER, "outbound", [["x-user-id", "0001"]]), expected);
  });

  test("outbound, baggage: one read of all lines, one write for each tag", () => {
    assert.deepEqual(crossed(APPVER, "outbound", [CARRIED]), {
      ...LIFE,
      ...COUNT,
      proxy_get_header_map_value: 1,
      proxy_get_header_map_pairs: 1,
      proxy_on_memory_allocate: 2,
      proxy_replace_header_map_value: 3,
    });
  });

  test("outbound, by id: one read of the slot and of the clock", () => {
    assert.deepEqual(crossed(BY_ID, "outbound", [ID], [...TAGS, ID]), {
      ...LIFE,
      ...COUNT,
      proxy_get_header_map_pairs: 1,
      proxy_on_memory_allocate: 2,
      proxy_get_shared_data: 1,
      proxy_get_current_time_nanoseconds: 1,
      proxy_replace_header_map_value: 3,
    });
  });

  test("outbound, baggage where ids are remembered too: the slot is not asked", () => {
    assert.deepEqual(crossed(BY_ID, "outbound", [CARRIED, ID]), {
      ...LIFE,
      ...READ,
      ...COUNT,
      proxy_replace_header_map_value: 3,
    });
  });

  test("a direction that the configuration does not say is asked of the listener", () => {
    const host = new Host(MODULE);
    const plugin = host.configure(JSON.stringify(APPVER));
    host.properties.set("xds\0listener_direction", Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]));
    host.crossings.clear();
    host.request(plugin, []);
    const expected = { ...LIFE, ...COUNT, proxy_get_header_map_value: 1 };
    assert.deepEqual(Object.fromEntries(host.crossings), {
      ...expected,
      proxy_get_property: 1,
      proxy_on_memory_allocate: 1,
    });
  });

  describe("of the tagging filter with propagate: {baggage: true}", () => {
    const rule = (app: string, range: number) => ({
      header: "x-user-id",
      modulo: 100,
      tagHeader: `appver-${app}`,
      policies: [{ range, tagValue: "v2" }],
    });
    const rules = { rules: [rule("a", 10), rule("b", 10), rule("c", 50)], propagate: { baggage: true } };
    const cases: [what: string, sent: Sent[], more: Record<string, number>][] = [
      ["tags, no baggage", [["x-user-id", "0005"]], { proxy_replace_header_map_value: 4 }],
      ["no tags, no baggage", [["x-user-id", "0001"]], { proxy_get_header_map_value: 5 }],
      [
        "tags and baggage",
        [
          ["x-user-id", "0005"],
          ["baggage", "x=1"],
        ],
        { proxy_replace_header_map_value: 4, proxy_get_header_map_pairs: 1, proxy_on_memory_allocate: 3 },
      ],
    ];
    for (const [what, sent, more] of cases) {
      test(what, () => {
        const host = new Host(FILTER);
        const plugin = host.configure(JSON.stringify(rules));
        host.crossings.clear();
        host.request(plugin, lines(...sent));
        assert.deepEqual(Object.fromEntries(host.crossings), {
          ...LIFE,
          proxy_get_header_map_value: 2,
          proxy_on_memory_allocate: 1,
          ...more,
        });
      });
    }
  });
});

describe("the limits of baggage", () => {
  const members = (count: number) => Array.from({ length: count }, (_, i) => `m${i}=1`).join(",");
  const TAG = "appver-a=v2";
  const full = (rest: number) => `m=${"x".repeat(4094)},n=${"x".repeat(rest)}`; // 4,099 bytes and the rest

  const cases: [what: string, baggage: string, left: string, dropped: number][] = [
    ["63 members of others", members(63), members(63), 0],
    ["64 members of others", members(64), members(63), 1],
    ["room beside the tag within 8,192 bytes", full(8192 - 4099 - `${TAG},`.length), "all", 0],
    ["a byte too few", full(8193 - 4099 - `${TAG},`.length), `m=${"x".repeat(4094)}`, 1],
  ];
  for (const [what, baggage, left, dropped] of cases) {
    test(`${what}: the tag is carried, ${dropped} dropped and counted`, () => {
      const sidecar = new Sidecar(APPVER);
      const upstream = sidecar.inbound(["appver-a", "v2"], ["baggage", baggage]);
      assert.equal(valueOf(upstream, "baggage"), `${TAG},${left === "all" ? baggage : left}`);
      assert.equal(sidecar.count("baggage_full"), dropped);
      assert.equal(sidecar.count("baggage_refused"), 0);
      assert.equal(valueOf(upstream, "appver-a"), "v2");
    });
  }

  test("no more than 64 headers and 8,192 bytes come back", () => {
    const sidecar = new Sidecar(APPVER);
    const tags = (upstream: Line[]) => upstream.filter(([name]) => name.startsWith("appver-"));
    const many = Array.from({ length: 70 }, (_, i) => `appver-${i}=v`).join(",");
    assert.equal(tags(sidecar.outbound(["baggage", many])).length, 64);
    assert.equal(sidecar.count("values_refused"), 6);
    const x = (times: number) => "x".repeat(times);
    const long = (rest: number) => `appver-a=${x(4000)},appver-b=${x(4000)},appver-c=${x(rest)}`;
    assert.equal(tags(sidecar.outbound(["baggage", long(8192 - 8000 - 3 * 8)])).length, 3);
    assert.equal(tags(sidecar.outbound(["baggage", long(8193 - 8000 - 3 * 8)])).length, 2);
    assert.equal(sidecar.count("values_refused"), 7);
  });
});

describe("what becomes of tags is counted", () => {
  test("inbound: requests with tags; outbound: requests that got some back, and those with nothing to get", () => {
    const sidecar = new Sidecar(APPVER);
    sidecar.inbound(["appver-a", "v2"]);
    sidecar.inbound(["appver-a", "v2"], ["appver-b", "v2"]);
    sidecar.inbound(["x-user-id", "0001"]);
    sidecar.outbound(["baggage", "appver-a=v2,appver-b=v2"]);
    sidecar.outbound();
    sidecar.outbound(["baggage", "userId=alice"]);
    sidecar.outbound(["baggage", "appver-a=v2"], ["appver-a", "mine"]);
    assert.equal(sidecar.count("inbound_tagged"), 2);
    assert.equal(sidecar.count("outbound_restored"), 1);
    assert.equal(sidecar.count("outbound_unrestored"), 2);
    assert.equal(sidecar.count("values_refused"), 0);
  });

  test("values that can be no header", () => {
    const sidecar = new Sidecar(APPVER);
    sidecar.outbound(["baggage", "appver-a=%0a,appver-b=v2,appver-C=1,appver c=1"]);
    assert.equal(sidecar.count("values_refused"), 2);
    assert.equal(sidecar.count("members_refused"), 1);
    assert.equal(sidecar.count("outbound_restored"), 1);
  });

  test("the tagging filter's, where baggage is full", () => {
    const host = new Host(FILTER);
    const policies = [{ range: 1, tagValue: "v2" }];
    const rules = [{ header: "x-user-id", modulo: 1, tagHeader: "appver-a", policies }];
    const plugin = host.configure(JSON.stringify({ rules, propagate: { baggage: true } }));
    const full = "m=1,".repeat(64).slice(0, -1);
    const upstream = host.request(plugin, lines(["x-user-id", "1"], ["baggage", full]));
    assert.equal(valueOf(upstream, "appver-a"), "v2");
    assert.equal(valueOf(upstream, "baggage"), `appver-a=v2,${full.slice(0, -"m=1,".length)}`);
    assert.equal(host.counters.get("hash_tagging_baggage_full"), 1);
  });
});

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

describe("configurations", () => {
  const inbound = (host: Host, plugin: number) =>
    valueOf(host.request(plugin, lines(["appver-a", "v2"], ["lane", "s1"])), "baggage");
  const of = (fields: object) => JSON.stringify({ direction: "inbound", ...fields });

  test("one line at configure, at info", () => {
    const host = new Host(MODULE);
    host.configure(
      of({ headers: ["lane"], headerPrefixes: ["appver", "x-ver"], correlate: "traceparent" }),
      "shop",
    );
    assert.deepEqual(
      host.logs.map(({ level, text }) => [level, text.replace(/[0-9a-f]{8}$/, "#")]),
      [[2, 'header-propagation: "shop": 1 header by name, 2 by prefix, correlated by traceparent, config #']],
    );
  });

  test("a bad one keeps the last good one of the same plugin_name", () => {
    const host = new Host(MODULE);
    const first = host.configure(of(APPVER), "shop");
    const second = host.configure(of({ headers: 1 }), "shop");
    host.close(first);
    assert.equal(inbound(host, second), "appver-a=v2");
    assert.equal(
      host.logs.at(-1)?.text,
      'header-propagation: "shop": configuration refused; the last good one stays: 0 headers by name, 1 by prefix',
    );
    assert.equal(inbound(host, host.configure(of({ headers: 1 }), "other")), undefined);
    assert.equal(inbound(host, host.configure(of({ headers: ["lane"] }), "shop")), "lane=s1");
  });

  test("several plugins in one VM, and streams of plugins that are forgotten", () => {
    const host = new Host(MODULE);
    const [first, second] = [host.configure(of(APPVER), "a"), host.configure(of({ headers: ["lane"] }), "b")];
    assert.equal(inbound(host, first), "appver-a=v2");
    assert.equal(inbound(host, second), "lane=s1");
    const stream = host.openStream(first);
    host.close(first);
    host.configure(of(APPVER), "c");
    assert.deepEqual(host.headers(stream, lines(["appver-a", "v2"])), lines(["appver-a", "v2"]));
  });
});
