import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Host } from "../emulated/host.ts";
import { lines, MODULE, type Sent, Sidecar } from "../emulated/sidecar.ts";

const FILTER = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
const UUID = "12345678-1234-4234-8234-1234567890ab";
const APPVER = { headerPrefixes: ["appver"] };

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
