// Tags remembered under ids: the propagation module's VMs under emulated hosts that share data.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_ARGUMENT, CAS_MISMATCH, Host, type Line } from "./emulated/host.ts";
import { SharedData } from "./emulated/shared-data.ts";
import { lines, MODULE, type Sent, Sidecar, valueOf } from "./emulated/sidecar.ts";

const CRITICAL = 5;
const SECOND = 1_000_000_000n;
const UUID = "12345678-1234-4234-8234-1234567890ab";
const APPVER = { headerPrefixes: ["appver"] };

describe("correlate", () => {
  const BY_ID = { ...APPVER, correlate: "x-request-id" };
  const TRACE = "0af7651916cd43dd8448eb211c80319c";
  const id = (n: number): Sent => ["x-request-id", `${String(n).padStart(8, "0")}${UUID.slice(8)}`];
  const tag = (upstream: Line[]) => valueOf(upstream, "appver-a");

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
      assert.equal(left(1000), 2000, "at 3,000 of 16,384 entries the chance of any loss is below 1 in 1,000");
      const half = left(8192);
      assert.ok(half >= 1700, `${half} of 2,000 left after half a table of others`);
      const whole = left(16384);
      assert.ok(whole >= 600 && whole <= 1200, `${whole} of 2,000 left after a whole table of others`);
    });
  });

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
    assert.ok(sidecar.shared.size <= 8 * 256 + secret, `${sidecar.shared.size} bytes`);
    assert.ok(sidecar.count("correlate_lost") > 0);
    sidecar.inbound(id(1000), ["appver-a", "x".repeat(500)]);
    assert.equal(tag(sidecar.outbound(id(1000))), undefined);
  });

  describe("when the host fails", () => {
    test("a slot that others write all the time: the tags are lost, and counted", () => {
      const sidecar = new Sidecar(BY_ID);
      sidecar.hosts[0].fail.set("proxy_set_shared_data", CAS_MISMATCH);
      sidecar.hosts[0].crossings.clear();
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      assert.equal(sidecar.hosts[0].crossings.get("proxy_set_shared_data"), 4);
      assert.equal(sidecar.count("correlate_lost"), 1);
      assert.equal(sidecar.count("request_faults"), 0);
    });

    test("a slot that another thread writes in between loses nothing", () => {
      const config = { ...BY_ID, maxEntries: 8 };
      const sidecar = new Sidecar(config);
      const other = new Host(MODULE, sidecar.shared);
      const plugin = other.configure(JSON.stringify({ ...config, direction: "inbound" }));
      const get = sidecar.shared.get.bind(sidecar.shared);
      sidecar.shared.get = (key) => {
        const seen = get(key);
        sidecar.shared.get = get;
        other.request(plugin, lines(id(2), ["appver-a", "v3"]));
        return seen;
      };
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      assert.equal(
        sidecar.hosts[0].crossings.get("proxy_set_shared_data"),
        3,
        "the secret, one try, and another",
      );
      assert.equal(tag(sidecar.outbound(id(1))), "v2");
      assert.equal(tag(sidecar.outbound(id(2))), "v3");
    });

    test("bytes of somebody else's under our keys are taken for nothing", () => {
      const sidecar = new Sidecar({ ...BY_ID, maxEntries: 8 });
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      const slot = [...sidecar.shared.values.keys()].find((key) => key.includes("/slot/"))!;
      for (const bytes of [
        Buffer.alloc(0),
        Buffer.alloc(3),
        Buffer.alloc(5000, 0xff),
        Buffer.alloc(5000, 1),
      ]) {
        sidecar.shared.set(slot, bytes, 0);
        assert.equal(tag(sidecar.outbound(id(1))), undefined);
        sidecar.inbound(id(1), ["appver-a", "v2"]);
        assert.equal(tag(sidecar.outbound(id(1))), "v2");
      }
    });

    test("no random bytes, or no shared data: said at critical, and baggage goes on", () => {
      for (const call of ["random_get", "proxy_set_shared_data", "proxy_get_shared_data"]) {
        const host = new Host(MODULE);
        host.fail.set(call, BAD_ARGUMENT);
        const plugin = host.configure(JSON.stringify({ ...BY_ID, direction: "inbound" }));
        assert.match(
          host.logs[0]!.text,
          /the host shares no data, or no random bytes: nothing is remembered under ids$/,
        );
        assert.equal(host.logs[0]!.level, CRITICAL);
        assert.equal(
          valueOf(host.request(plugin, lines(id(1), ["appver-a", "v2"])), "baggage"),
          "appver-a=v2",
        );
      }
    });

    test("every host call of a request, one at a time: counted, and the request goes on", () => {
      const calls = [
        "proxy_get_header_map_pairs",
        "proxy_replace_header_map_value",
        "proxy_remove_header_map_value",
        "proxy_get_shared_data",
        "proxy_set_shared_data",
        "proxy_get_current_time_nanoseconds",
      ];
      for (const call of calls) {
        const sidecar = new Sidecar(BY_ID);
        for (const host of sidecar.hosts) host.fail.set(call, BAD_ARGUMENT);
        sidecar.inbound(id(1), ["appver-a", "v2"]);
        sidecar.inbound(id(2), ["baggage", "appver-a=v1"]);
        sidecar.outbound(id(1));
        assert.ok(sidecar.count("request_faults") > 0, call);
      }
    });
  });
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
    const [keys, bytes] = [sidecar.shared.values.size, sidecar.shared.size];
    assert.deepEqual(play(100_000, 1_000_000), before);
    assert.equal(keys, TABLE / 8 + 1, "a key for each slot, and the secret");
    assert.equal(sidecar.shared.values.size, keys);
    assert.ok(Math.abs(sidecar.shared.size - bytes) < 0.02 * bytes, `${bytes}, then ${sidecar.shared.size}`);
    assert.ok(sidecar.shared.size <= 4 << 20);
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
