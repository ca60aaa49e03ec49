import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Host, type Line } from "../emulated/host.ts";
import { lines, MODULE, Sidecar } from "../emulated/sidecar.ts";
import { APPVER, BY_ID, id, tag } from "../emulated/correlated.ts";

const UUID = "12345678-1234-4234-8234-1234567890ab";

test("evictions are counted: what came in is found, evicted, or was never remembered", () => {
  const sidecar = new Sidecar({ ...BY_ID, maxEntries: 64, maxBytes: 65536 });
  for (let i = 0; i < 1000; ++i) sidecar.inbound(id(i), ["appver-a", "v2"]);
  let found = 0;
  for (let i = 0; i < 1000; ++i) if (tag(sidecar.outbound(id(i))) === "v2") ++found;
  assert.ok(found > 32 && found <= 64, `${found}`);
  assert.equal(sidecar.count("correlate_evicted"), 1000 - found);
  assert.equal(sidecar.count("correlate_lost"), 0);
});

test("bytes are bounded: an entry beyond its slot's share is lost, and counted", () => {
  const sidecar = new Sidecar({ ...BY_ID, maxEntries: 64, maxBytes: 8 * 256 });
  for (let i = 0; i < 500; ++i) sidecar.inbound(id(i), ["appver-a", "x".repeat(i % 250)]);
  const secret = 16;
  const { bytes } = sidecar.table;
  assert.ok(bytes <= 8 * 256 + secret, `${bytes} bytes`);
  assert.ok(sidecar.count("correlate_lost") > 0);
  sidecar.inbound(id(1000), ["appver-a", "x".repeat(500)]);
  assert.equal(tag(sidecar.outbound(id(1000))), undefined);
});

describe("memory stays flat", () => {
  const TABLE = 16384;
  const sent = lines(
    ["x-request-id", UUID],
    ["appver-a", "v2"],
    ["appver-b", "v2"],
    ["appver-c", "v3"],
    ["baggage", "x=1"],
  );
  const withId = (n: number) => {
    const id = Buffer.from(UUID);
    id.write(n.toString(16).padStart(8, "0"), "latin1");
    return [["x-request-id", id], ...sent.slice(1)] as Line[];
  };

  test("over 1,000,000 distinct ids: the modules', and the proxy's shared data within maxBytes", () => {
    const sidecar = new Sidecar({ ...APPVER, correlate: "x-request-id" });
    const play = (from: number, to: number) => {
      for (let n = from; n < to; ++n) {
        const request = withId(n);
        sidecar.send("inbound", request);
        if (n % 10 === 0) sidecar.send("outbound", request.slice(0, 1));
      }
      return sidecar.hosts.map(({ exports }) => exports.memory.buffer.byteLength);
    };
    const before = play(0, 100_000);
    const { keys, bytes } = sidecar.table;
    assert.deepEqual(play(100_000, 1_000_000), before);
    assert.equal(keys, TABLE / 8 + 1, "a key for each slot, and the secret");
    const then = sidecar.table;
    assert.equal(then.keys, keys);
    assert.ok(Math.abs(then.bytes - bytes) < 0.02 * bytes, `${bytes}, then ${then.bytes}`);
    assert.ok(then.bytes <= 4 << 20);
    assert.equal(sidecar.count("outbound_restored"), 100_000);
    assert.equal(sidecar.count("request_faults"), 0);
  });

  test("over 20,000 updates, good and bad, with a request between", () => {
    const host = new Host(MODULE);
    const good = JSON.stringify({ ...APPVER, direction: "inbound", correlate: "traceparent" });
    let old = host.configure(good);
    const play = (times: number) => {
      for (let i = 0; i < times; ++i) {
        const update = host.configure(i % 3 === 0 ? "{}" : good);
        host.request(update, lines(["appver-a", "v2"]));
        host.close(old);
        old = update;
        host.logs.length = 0;
      }
      return host.exports.memory.buffer.byteLength;
    };
    const before = play(500);
    assert.equal(play(20_000), before);
  });
});
