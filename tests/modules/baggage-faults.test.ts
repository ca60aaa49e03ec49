import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_ARGUMENT } from "../emulated/host.ts";
import { lines, type Sent, Sidecar } from "../emulated/sidecar.ts";
import { Gateway, APPVER, TAGGED, all } from "../emulated/baggage.ts";

describe("baggage that cannot be read", () => {
  const FORGED: Sent = ["baggage", "appver-0=v9,appver-a=v9,x=1"];

  test("at the gateway: the tags take its place, or it goes; the fault is counted", () => {
    for (const [user, wanted] of [
      [["x-user-id", "0001"], ["appver-0=v2"]],
      [["x-other", "1"], []],
    ] as [Sent, string[]][]) {
      const gateway = new Gateway();
      gateway.host.fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
      assert.deepEqual(all(gateway.request(lines(user, FORGED)), "baggage"), wanted);
      assert.equal(gateway.count("request_faults"), 1);
      assert.equal(gateway.count("baggage_refused"), 1);
    }
  });

  test("at the gateway, the look for it failing too", () => {
    const gateway = new Gateway();
    gateway.host.fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
    gateway.host.fail.set("proxy_get_header_map_value", BAD_ARGUMENT);
    assert.deepEqual(all(gateway.request(lines(TAGGED, FORGED)), "baggage"), []);
    assert.equal(gateway.count("baggage_refused"), 1);
    gateway.host.fail.delete("proxy_get_header_map_pairs");
    assert.deepEqual(all(gateway.request(lines(TAGGED, FORGED)), "baggage"), ["appver-a=v9,x=1"]);
    assert.equal(gateway.count("baggage_refused"), 1, "all lines were read in its place");
  });

  test("on the way in: it goes, and the tag headers stay", () => {
    const sidecar = new Sidecar(APPVER);
    sidecar.hosts[0].fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
    assert.deepEqual(sidecar.inbound(["appver-b", "v2"], FORGED), lines(["appver-b", "v2"]));
    assert.equal(sidecar.count("request_faults"), 1);
    assert.equal(sidecar.count("baggage_refused"), 1);
  });

  test("on the way out: nothing comes back", () => {
    for (const config of [APPVER, { ...APPVER, correlate: "x-request-id" }]) {
      const sidecar = new Sidecar(config);
      sidecar.hosts[1].fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
      assert.deepEqual(sidecar.outbound(FORGED), lines(FORGED));
      assert.equal(sidecar.count("request_faults"), 1);
      assert.equal(sidecar.count("outbound_unrestored"), 1);
    }
  });
});
