import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Host, type Line } from "../emulated/host.ts";
import { lines, Sidecar, valueOf } from "../emulated/sidecar.ts";

const FILTER = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
const APPVER = { headerPrefixes: ["appver"] };

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
