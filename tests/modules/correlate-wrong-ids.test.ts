import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_ARGUMENT, Host, type Line } from "../emulated/host.ts";
import { type Sent, Sidecar } from "../emulated/sidecar.ts";
import { BY_ID, SECOND, id, tag } from "../emulated/correlated.ts";

describe("never read: what one request under an id brought, no request that came with something else gets", () => {
  const NONE: Sent[] = [];
  const TAGS: Record<string, Sent[]> = {
    none: NONE,
    A: [["appver-a", "v2"]],
    "A and B": [
      ["appver-a", "v2"],
      ["appver-b", "v2"],
    ],
    "another A": [["appver-a", "v3"]],
    "more than there is room for": [["appver-a", "x".repeat(3000)]],
  };
  const tags = (upstream: Line[]) =>
    upstream
      .filter(([name]) => name.startsWith("appver-"))
      .map(([name, value]): Sent => [name, value.toString()]);
  const kept = (sent: Sent[]) => (sent.some(([, value]) => value.length > 2000) ? NONE : sent);

  for (const [one, first] of Object.entries(TAGS)) {
    for (const [two, second] of Object.entries(TAGS)) {
      test(`${one}, then ${two}`, () => {
        const sidecar = new Sidecar(BY_ID);
        sidecar.inbound(id(1), ...first);
        sidecar.inbound(id(2), ["appver-c", "v9"]);
        assert.deepEqual(tags(sidecar.outbound(id(1))), kept(first));
        sidecar.inbound(id(1), ...second);
        const both = one === two ? kept(first) : NONE;
        assert.deepEqual(tags(sidecar.outbound(id(1))), both);
        sidecar.inbound(id(1), ...first);
        assert.deepEqual(tags(sidecar.outbound(id(1))), both, "and it stays so while the id is used");
        assert.equal(sidecar.count("correlate_evicted"), 0);
      });
    }
  }

  const CLOCKS: [what: string, set: (host: Host) => void, both: string | undefined, lost: number][] = [
    [
      "the time fails",
      (host) => host.fail.set("proxy_get_current_time_nanoseconds", BAD_ARGUMENT),
      undefined,
      3,
    ],
    ["the time is 0", (host) => (host.now = 0n), undefined, 3],
    ["the clock goes back 59 s", (host) => (host.now -= 59n * SECOND), "v2", 0],
    ["the clock goes back an hour", (host) => (host.now -= 3600n * SECOND), undefined, 0],
    ["the clock is an hour ahead", (host) => (host.now += 3600n * SECOND), undefined, 0],
  ];
  for (const [what, set, during, lost] of CLOCKS) {
    test(`${what}: nothing is emptied, and nothing wrong is recalled`, () => {
      const sidecar = new Sidecar({ ...BY_ID, maxEntries: 8 });
      const before = sidecar.hosts[0].now;
      for (let i = 0; i < 6; ++i) sidecar.inbound(id(i), ["appver-a", "v2"]);
      for (const host of sidecar.hosts) set(host);
      sidecar.inbound(id(9), ["appver-a", "v9"]);
      assert.equal(tag(sidecar.outbound(id(1))), during);
      assert.equal(tag(sidecar.outbound(id(8))), undefined);
      assert.equal(sidecar.count("correlate_lost"), lost);
      for (const host of sidecar.hosts) {
        host.fail.clear();
        host.now = before + SECOND;
      }
      for (let i = 0; i < 6; ++i) assert.equal(tag(sidecar.outbound(id(i))), "v2", `${i} is still there`);
      assert.equal(sidecar.count("correlate_evicted"), 0);
    });
  }

  test("the clock goes back between two of one id", () => {
    for (const back of [1n, 59n, 3600n]) {
      const sidecar = new Sidecar(BY_ID);
      sidecar.inbound(id(1));
      sidecar.pass(-back * SECOND);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      assert.equal(tag(sidecar.outbound(id(1))), undefined, `${back} s`);
    }
  });
});

describe("an id that a client chooses", () => {
  test("gets no tags of another's, and takes them away where it is the same in every byte", () => {
    for (const own of [[["appver-a", "v9"]], []] as Sent[][]) {
      const sidecar = new Sidecar(BY_ID);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      sidecar.inbound(id(1), ...own);
      assert.equal(tag(sidecar.outbound(id(1))), undefined);
      assert.equal(sidecar.count("correlate_spoiled"), 1);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      assert.equal(tag(sidecar.outbound(id(1))), undefined, "and stays spoiled while it is used");
    }
  });

  test("does nothing to its neighbours", () => {
    const sidecar = new Sidecar(BY_ID);
    sidecar.inbound(id(1), ["appver-a", "v2"]);
    const [, value] = id(1);
    for (const near of [value.slice(0, -1), `${value}0`, value.toUpperCase(), `0${value}`, ` ${value}`]) {
      sidecar.inbound(["x-request-id", near], ["appver-a", "v9"]);
      sidecar.inbound(["x-request-id", near]);
    }
    assert.equal(tag(sidecar.outbound(id(1))), "v2");
  });

  test("of fewer than 16 bytes, or more than 128, is none: the tags are counted as lost", () => {
    const sidecar = new Sidecar(BY_ID);
    for (const short of ["-", "null", "x".repeat(15), "x".repeat(129)]) {
      sidecar.inbound(["x-request-id", short], ["appver-a", "v2"]);
      assert.equal(tag(sidecar.outbound(["x-request-id", short])), undefined);
    }
    sidecar.inbound(["appver-a", "v2"]);
    assert.equal(sidecar.count("correlate_lost"), 5);
    sidecar.inbound(["x-request-id", "-"]);
    assert.equal(sidecar.count("correlate_lost"), 5, "no tags, none lost");
  });

  test("has a slot that only the proxy's secret tells", () => {
    const slots = Array.from({ length: 8 }, () => {
      const sidecar = new Sidecar(BY_ID);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      return [...sidecar.shared.values.keys()].find((key) => key.includes("/slot/"));
    });
    assert.ok(new Set(slots).size > 4, "2,048 slots: 8 proxies agree on 4 of them once in 10^11 runs");
  });

  /** How many of 2,000 requests still have their tags after `others` more with other ids, in a table for 16,384. */
  const left = (others: number): number => {
    const sidecar = new Sidecar(BY_ID);
    for (let i = 0; i < 2000; ++i) sidecar.inbound(id(i), ["appver-a", "v2"]);
    for (let i = 0; i < others; ++i) sidecar.inbound(id(1_000_000 + i), ["appver-a", "v9"]);
    let found = 0;
    for (let i = 0; i < 2000; ++i) if (tag(sidecar.outbound(id(i))) === "v2") ++found;
    return found;
  };

  test("pushes out what is older only by the thousand", () => {
    // At 3,000 of 16,384 entries a slot overflows in 4 of 100 runs (Poisson), three of them in 1 of 80,000.
    assert.ok(left(1000) >= 1998, "no more than two are pushed out");
    const half = left(8192);
    assert.ok(half >= 1700, `${half} of 2,000 left after half a table of others`);
    const whole = left(16384);
    assert.ok(whole >= 600 && whole <= 1200, `${whole} of 2,000 left after a whole table of others`);
  });
});
