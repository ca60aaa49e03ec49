import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Line } from "../emulated/host.ts";
import { Sidecar, valueOf } from "../emulated/sidecar.ts";
import { Gateway, APPVER, baggageLine, all } from "../emulated/baggage.ts";

describe("baggage beyond the limits is refused before anything is made of it", () => {
  const cases: [what: string, sent: string[]][] = [
    ["57 KB of a,", ["a,".repeat(28_500)]],
    ["57 KB of commas", [",".repeat(57_000)]],
    ["57 KB of one member", [`x=${"1".repeat(57_000)}`]],
    ["57 KB of % in a key", [`${"%61".repeat(19_000)}=1`]],
    ["65 members", ["a=1,".repeat(64) + "b=2"]],
    ["64 members and a comma", ["a=1,".repeat(64)]],
    ["65 lines", Array.from({ length: 65 }, () => "a=1")],
    [
      "8,193 bytes in three lines",
      ["x=" + "1".repeat(4000), "y=" + "1".repeat(4000), "z=" + "1".repeat(187)],
    ],
  ];
  for (const [what, sent] of cases) {
    test(`${what}: the tags alone, or nothing, and counted`, () => {
      const gateway = new Gateway();
      assert.deepEqual(gateway.baggage(...sent), ["appver-0=v2"]);
      assert.deepEqual(all(gateway.request(sent.map(baggageLine)), "baggage"), []);
      assert.equal(gateway.count("baggage_refused"), 2);
      assert.equal(gateway.count("members_refused"), 0);
      const sidecar = new Sidecar(APPVER);
      const tagged: Line[] = [["appver-a", Buffer.from("v2")], ...sent.map(baggageLine)];
      assert.deepEqual(all(sidecar.send("inbound", tagged), "baggage"), ["appver-a=v2"]);
      assert.deepEqual(all(sidecar.send("inbound", sent.map(baggageLine)), "baggage"), []);
      assert.equal(sidecar.count("baggage_refused"), 2);
    });
  }

  test("within them, it goes on: 64 members, 8,192 bytes", () => {
    const gateway = new Gateway();
    const members = Array.from({ length: 63 }, (_, i) => `m${i}=${"1".repeat(i === 0 ? 4000 : 60)}`);
    assert.deepEqual(gateway.baggage(...members), [["appver-0=v2", ...members].join(",")]);
    assert.equal(gateway.count("baggage_refused") + gateway.count("baggage_full"), 0);
  });

  test("on the way out an app has more room: 180 members and 24,576 bytes; beyond it nothing comes back", () => {
    const sidecar = new Sidecar(APPVER);
    const restored = (baggage: string) => valueOf(sidecar.outbound(["baggage", baggage]), "appver-a");
    assert.equal(restored("x=1,".repeat(179) + "appver-a=v2"), "v2");
    assert.equal(restored(`x=${"1".repeat(24_576 - "x=,appver-a=v2".length)},appver-a=v2`), "v2");
    assert.equal(sidecar.count("baggage_refused"), 0);
    assert.equal(restored("x=1,".repeat(180) + "appver-a=v2"), undefined);
    assert.equal(restored(`x=${"1".repeat(24_577 - "x=,appver-a=v2".length)},appver-a=v2`), undefined);
    assert.equal(sidecar.count("baggage_refused"), 2);
  });

  /** The least time of many turns of so many requests, in µs a request. */
  function leastOf(requests: number, request: () => void): number {
    let least = Infinity;
    for (let turn = 0; turn < 30; ++turn) {
      const began = performance.now();
      for (let i = 0; i < requests; ++i) request();
      least = Math.min(least, ((performance.now() - began) * 1000) / requests);
    }
    return least;
  }

  /** What propagate adds to a request with this baggage, in µs, in a gateway of so many tag headers. */
  function added(tagHeaders: number, ...sent: string[]): number {
    const request = [["x-user-id", Buffer.from("0001")], ...sent.map(baggageLine)] as Line[];
    const [with_, without] = [true, false].map((baggage) => {
      const gateway = new Gateway(tagHeaders, baggage);
      return leastOf(20, () => gateway.request(request));
    });
    return with_! - without!;
  }

  test("the time for it neither depends on the names nor on what is beyond the limits", (t) => {
    const hostile = "a,".repeat(28_500);
    const worst = Array.from({ length: 63 }, (_, i) => `appver-${i}x${"%61".repeat(35)}=1`).join(",");
    const [few, many] = [added(10, worst), added(1000, worst)];
    const beyond = added(1000, hostile);
    t.diagnostic(
      `57 KB of a, and 1,000 names: ${beyond.toFixed(1)} µs; within the limits ${many.toFixed(1)} µs, of 10 names ${few.toFixed(1)} µs`,
    );
    assert.ok(beyond < 100, `${beyond} µs`);
    assert.ok(many < 4 * few + 50, `${many} µs for 1,000 names, ${few} µs for 10`);
  });

  test("the time on the way out grows as the lines do, also where the app sets tag headers itself", (t) => {
    const sidecar = new Sidecar(APPVER);
    const members = Array.from({ length: 180 }, (_, i) => `appver-y${i}=1`).join(",");
    const request = (own: number): Line[] => [
      ...Array.from({ length: own }, (_, i): Line => [`appver-x${i}`, Buffer.from("v")]),
      baggageLine(members),
    ];
    const times = [1000, 4000].map((own) => {
      const sent = request(own);
      return leastOf(5, () => sidecar.send("outbound", sent));
    });
    t.diagnostic(
      `1,000 and 4,000 tag headers of the app's: ${times.map((time) => time.toFixed(1)).join(", ")} µs`,
    );
    assert.ok(times[1]! < 3000, `${times[1]} µs`);
    assert.equal(sidecar.count("outbound_restored"), 0, "what an app sets beyond all bounds it gets alone");
  });

  test("the time within the limits grows as the bytes do", (t) => {
    const key = (bytes: number) => "%61".repeat(bytes / 3);
    const times = [1000, 2000, 4000].map((bytes) => added(100, `${key(bytes)}=1`, `${key(bytes)}=2`));
    t.diagnostic(`2, 4 and 8 KB of escapes in keys: ${times.map((time) => time.toFixed(1)).join(", ")} µs`);
    assert.ok(times[2]! < 8 * Math.max(times[0]!, 20), `${times.join(", ")} µs`);
  });
});
