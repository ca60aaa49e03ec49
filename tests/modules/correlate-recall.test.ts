// Tags remembered under ids: the propagation module's VMs under emulated hosts that share data.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Host } from "../emulated/host.ts";
import { SharedData } from "../emulated/shared-data.ts";
import { lines, MODULE, Sidecar, valueOf } from "../emulated/sidecar.ts";
import { APPVER, BY_ID, SECOND, id, tag } from "../emulated/correlated.ts";

const UUID = "12345678-1234-4234-8234-1234567890ab";
const TRACE = "0af7651916cd43dd8448eb211c80319c";

describe("tags come back", () => {
  test("tags come back by the request id, in another thread of the proxy", () => {
    const sidecar = new Sidecar(BY_ID);
    sidecar.inbound(id(1), ["appver-a", "v 2"], ["appver-b", "v3"]);
    sidecar.inbound(id(2), ["appver-a", "v4"]);
    const upstream = sidecar.outbound(id(1));
    assert.equal(tag(upstream), "v 2");
    assert.equal(valueOf(upstream, "appver-b"), "v3");
    assert.equal(tag(sidecar.outbound(id(2))), "v4");
    assert.equal(tag(sidecar.outbound(id(3))), undefined);
    assert.equal(tag(sidecar.outbound(["x-user-id", "0001"])), undefined);
    assert.equal(sidecar.count("outbound_restored"), 2);
    assert.equal(sidecar.count("outbound_unrestored"), 2);
  });

  test("by the trace-id, which the app's own spans keep", () => {
    const sidecar = new Sidecar({ ...APPVER, correlate: "traceparent" });
    sidecar.inbound(["traceparent", `00-${TRACE}-b7ad6b7169203331-01`], ["appver-a", "v2"]);
    assert.equal(tag(sidecar.outbound(["traceparent", `00-${TRACE}-00f067aa0ba902b7-00`])), "v2");
    assert.equal(
      tag(sidecar.outbound(["traceparent", `00-${TRACE.replace("0", "1")}-00f067aa0ba902b7-00`])),
      undefined,
    );
  });

  test("Envoy's own mark in a request id makes it no other id", () => {
    const sidecar = new Sidecar(BY_ID);
    sidecar.inbound(["x-request-id", UUID], ["appver-a", "v2"]);
    const marked = `${UUID.slice(0, 14)}9${UUID.slice(15)}`;
    assert.equal(tag(sidecar.outbound(["x-request-id", marked])), "v2");
  });

  test("only where neither the app nor baggage says anything", () => {
    const sidecar = new Sidecar(BY_ID);
    sidecar.inbound(id(1), ["appver-a", "v2"], ["appver-b", "v2"]);
    const own = sidecar.outbound(id(1), ["appver-b", "mine"]);
    assert.deepEqual([tag(own), valueOf(own, "appver-b")], [undefined, "mine"]);
    const carried = sidecar.outbound(id(1), ["baggage", "appver-b=v3"]);
    assert.deepEqual([tag(carried), valueOf(carried, "appver-b")], [undefined, "v3"]);
    assert.equal(tag(sidecar.outbound(id(1), ["baggage", "userId=alice"])), "v2");
  });

  test("baggage that is refused takes no tag with it", () => {
    const sidecar = new Sidecar(BY_ID);
    sidecar.inbound(id(1), ["appver-a", "v2"], ["baggage", "m=1,".repeat(64)]);
    assert.equal(sidecar.count("baggage_refused"), 1);
    assert.equal(tag(sidecar.outbound(id(1))), "v2");
  });

  test("until the ttl, 60 s unless the configuration says otherwise", () => {
    for (const [config, ttl] of [[BY_ID, 60n] as const, [{ ...BY_ID, ttl: 5 }, 5n] as const]) {
      const sidecar = new Sidecar(config);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      sidecar.pass(ttl * SECOND - 1n);
      assert.equal(tag(sidecar.outbound(id(1))), "v2");
      sidecar.pass(1n);
      assert.equal(tag(sidecar.outbound(id(1))), undefined);
      assert.equal(sidecar.count("correlate_expired"), 1);
    }
  });

  test("plugins that carry other tags remember them apart", () => {
    const shared = new SharedData();
    const host = new Host(MODULE, shared);
    const plugin = (headers: string[], direction: string) =>
      host.configure(JSON.stringify({ headers, direction, correlate: "x-request-id" }), headers[0]);
    for (const name of ["lane", "version"])
      host.request(plugin([name], "inbound"), lines(id(1), [name, name]));
    const [lane, version] = ["lane", "version"].map((name) =>
      host.request(plugin([name], "outbound"), lines(id(1))),
    );
    assert.deepEqual([valueOf(lane!, "lane"), valueOf(lane!, "version")], ["lane", undefined]);
    assert.deepEqual([valueOf(version!, "lane"), valueOf(version!, "version")], [undefined, "version"]);
  });
});
