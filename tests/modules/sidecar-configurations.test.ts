import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Host } from "../emulated/host.ts";
import { lines, MODULE, valueOf } from "../emulated/sidecar.ts";

const APPVER = { headerPrefixes: ["appver"] };

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
    assert.match(
      host.logs.at(-1)!.text,
      /^header-propagation: "shop": configuration refused; the last good one stays: 0 headers by name, 1 by prefix, config [0-9a-f]{8}$/,
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
