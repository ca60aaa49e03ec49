// A host that returns OK, and lengths, addresses or blocks of lines that cannot be true. Each is a fault, counted once, and
// what it spoils counts as unreadable: never as the value of the request before, and never as what lies beside the room.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Host, OK, type Line } from "../emulated/host.ts";
import { lines, valueOf } from "../emulated/sidecar.ts";
import { type Lie, LIES, lie, keepSilent } from "../emulated/lies.ts";

const build = (name: string) => readFileSync(new URL(`../../build/${name}.wasm`, import.meta.url));
const FILTER = build("hash-tagging");
const PROPAGATION = build("header-propagation");

const rule = (app: string) => ({
  header: "x-user-id",
  modulo: 1,
  tagHeader: `appver-${app}`,
  policies: [{ range: 1, tagValue: "v2" }],
});

const config = (apps: string, more = {}) => JSON.stringify({ rules: apps.split("").map(rule), ...more });
const user = (id: string): Line => ["x-user-id", Buffer.from(id)];
const faults = (host: Host) => host.counters.get("hash_tagging_request_faults") ?? 0;

/** A filter that has just tagged a request: what that handed over still stands in the room. */
function tagging(configuration: string): { host: Host; plugin: number } {
  const host = new Host(FILTER);
  const plugin = host.configure(configuration);
  assert.equal(valueOf(host.request(plugin, [user("0005")]), "appver-a"), "v2");
  return { host, plugin };
}

describe("the hashed header", () => {
  const isUser = (header: string) => header === "x-user-id";
  const spoilt = (host: Host, plugin: number) => {
    const sent = [user("0005"), ...lines(["appver-a", "forged"])];
    assert.deepEqual(host.request(plugin, sent), [user("0005")]);
    assert.equal(faults(host), 1);
  };

  for (const [what, lies] of Object.entries(LIES)) {
    test(`${what}: a missing header`, () => {
      const { host, plugin } = tagging(config("a"));
      lie(host, "proxy_get_header_map_value", lies, isUser);
      spoilt(host, plugin);
    });
  }

  test("nothing written: not the user of the request before", () => {
    const { host, plugin } = tagging(config("a"));
    host.tamper = (called, args, call) =>
      called === "proxy_get_header_map_value" && isUser(host.bytes(args[1]!, args[2]!).toString())
        ? OK
        : call();
    spoilt(host, plugin);
  });

  test("length 0 is an empty header, and 1 the first byte: what a host may say", () => {
    for (const [length, tagged] of [
      [0, undefined],
      [1, "v2"],
    ] as const) {
      const { host, plugin } = tagging(config("a"));
      lie(host, "proxy_get_header_map_value", (_host, _at, sizeAt) => host.store(sizeAt, length), isUser);
      assert.equal(valueOf(host.request(plugin, [user("0005")]), "appver-a"), tagged);
      assert.equal(faults(host), 0);
    }
  });
});

test("a tag header whose presence cannot be told is removed", () => {
  for (const lies of Object.values(LIES)) {
    const { host, plugin } = tagging(config("a"));
    lie(host, "proxy_get_header_map_value", lies, (header) => header === "appver-a");
    assert.deepEqual(host.request(plugin, lines(["appver-a", "forged"])), []);
    assert.equal(faults(host), 1);
  }
});

describe("all lines of a request", () => {
  const MANY = config("abcdefgh");
  const block = (change: (block: DataView, length: number) => void): Lie => {
    return (host, at, sizeAt) => {
      const length = host.read(sizeAt);
      change(new DataView(host.exports.memory.buffer, host.read(at), length), length);
    };
  };
  const number = (at: number, value: number) => block((view) => view.setUint32(at, value, true));
  const blocks: Record<string, Lie> = {
    ...LIES,
    "2^32 - 1 lines": number(0, 0xffff_ffff),
    "2^31 lines": number(0, 0x8000_0000),
    "2^29 lines, whose lengths take 4 GiB": number(0, 0x2000_0000),
    "one line too many": block((view) => view.setUint32(0, view.getUint32(0, true) + 1, true)),
    "as many lines as there are bytes": block((view, length) => view.setUint32(0, length, true)),
    "a name of 2^32 - 1 bytes": number(4, 0xffff_ffff),
    "a name of 2^31 bytes": number(4, 0x8000_0000),
    "a value of 2^32 - 1 bytes": number(8, 0xffff_ffff),
    "lengths that add up to a true one in 32 bits": block((view) => {
      view.setUint32(4, view.getUint32(4, true) + 0x8000_0000, true);
      view.setUint32(8, view.getUint32(8, true) + 0x8000_0000, true);
    }),
    "a last value that is a byte too long": block((view) => {
      const last = 4 + 8 * view.getUint32(0, true) - 4;
      view.setUint32(last, view.getUint32(last, true) + 1, true);
    }),
    "3 bytes, too few for a number": (host, _at, sizeAt) => host.store(sizeAt, 3),
  };

  for (const [what, lies] of Object.entries(blocks)) {
    test(`${what}: each header is asked for instead`, () => {
      const { host, plugin } = tagging(MANY);
      lie(host, "proxy_get_header_map_pairs", lies);
      assert.deepEqual(
        host.request(plugin, [["x-other", Buffer.from("1")], ...lines(["appver-b", "forged"])]),
        lines(["x-other", "1"]),
      );
      const tagged = host.request(plugin, [user("0005"), ...lines(["appver-a", "forged"])]);
      assert.deepEqual([...tagged].sort(), [user("0005"), ...lines(...apps("abcdefgh"))].sort());
      assert.equal(faults(host), 2, "one a request");
    });
  }
  const apps = (letters: string) => letters.split("").map((app): [string, string] => [`appver-${app}`, "v2"]);

  test("nothing written: not the lines of the request before", () => {
    const { host, plugin } = tagging(MANY);
    keepSilent(host, "proxy_get_header_map_pairs");
    assert.deepEqual(host.request(plugin, lines(["appver-b", "forged"])), []);
    assert.equal(faults(host), 1);
  });
});

describe("the configuration, and the plugin's name", () => {
  const GOOD = config("a");
  const served = (host: Host, plugin: number) => valueOf(host.request(plugin, [user("1")]), "appver-a");

  for (const [what, lies] of Object.entries(LIES)) {
    test(`${what}: a configuration that cannot be read is refused`, () => {
      const host = new Host(FILTER);
      lie(host, "proxy_get_buffer_bytes", lies);
      assert.equal(served(host, host.configure(GOOD, "shop")), undefined);
      assert.equal(host.counters.get("hash_tagging_config_errors"), 1);
    });

    test(`${what}: a plugin whose name cannot be read has none, and its rules all the same`, () => {
      const host = new Host(FILTER);
      lie(host, "proxy_get_property", lies);
      assert.equal(served(host, host.configure(GOOD, "shop")), "v2");
      assert.match(host.logs[0]!.text, /^hash-tagging: "": 1 rule/);
    });
  }

  test("nothing written: neither the configuration before nor the name before", () => {
    const host = new Host(FILTER);
    host.configure(GOOD, "shop");
    keepSilent(host, "proxy_get_buffer_bytes");
    assert.equal(served(host, host.configure(GOOD, "other")), undefined);
    keepSilent(host, "proxy_get_property");
    assert.match((host.configure(GOOD, "other"), host.logs.at(-1)!.text), /^hash-tagging: "": 1 rule/);
  });
});

describe("in a sidecar", () => {
  const count = (host: Host, name: string) => host.counters.get(`header_propagation_${name}`) ?? 0;

  test("a direction that cannot be read is none, not that of the request before", () => {
    for (const lies of [...Object.values(LIES), undefined]) {
      const host = new Host(PROPAGATION);
      const plugin = host.configure(JSON.stringify({ headers: ["appver-a"] }));
      host.properties.set("xds\0listener_direction", Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]));
      const sent = lines(["appver-a", "v2"]);
      assert.equal(valueOf(host.request(plugin, sent), "baggage"), "appver-a=v2");
      if (lies === undefined) keepSilent(host, "proxy_get_property");
      else lie(host, "proxy_get_property", lies);
      assert.deepEqual(host.request(plugin, sent), sent);
      assert.equal(count(host, "undirected"), 1);
    }
  });

  test("what cannot be read of the shared data is not there", () => {
    for (const lies of Object.values(LIES)) {
      const host = new Host(PROPAGATION);
      const [inbound, outbound] = ["inbound", "outbound"].map((direction) =>
        host.configure(JSON.stringify({ headers: ["appver-a"], correlate: "x-request-id", direction })),
      );
      const id = lines(["x-request-id", "3b5c2f1e-0a4d-4c1e-9a58-1f2e3d4c5b6a"]);
      host.request(inbound!, [...id, ...lines(["appver-a", "v2"])]);
      assert.equal(valueOf(host.request(outbound!, id), "appver-a"), "v2");
      lie(host, "proxy_get_shared_data", lies);
      assert.deepEqual(host.request(outbound!, id), id);
      assert.equal(count(host, "request_faults"), 1);
    }
  });
});

describe("what is no value in the room", () => {
  test("a metric that has no number is not used", () => {
    const host = new Host(FILTER);
    host.tamper = (called, _args, call) => (called === "proxy_define_metric" ? OK : call());
    host.configure("[]");
    assert.equal(host.crossings.get("proxy_increment_metric"), undefined);
  });

  test("random bytes that are not written are no secret", () => {
    const host = new Host(PROPAGATION);
    host.tamper = (called, _args, call) => (called === "random_get" ? OK : call());
    host.configure(JSON.stringify({ headers: ["appver-a"], correlate: "x-request-id" }));
    assert.match(host.logs[0]!.text, /no random bytes: nothing is remembered under ids$/);
  });

  test("a host that denies every plugin is not believed", () => {
    const host = new Host(FILTER);
    const plugin = host.configure(config("a"), "one");
    host.fail.set("proxy_set_effective_context", 2);
    host.configure(config("b"), "two");
    assert.equal(valueOf(host.request(plugin, [user("1")]), "appver-a"), "v2");
  });
});
