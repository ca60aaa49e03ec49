// The release module under the emulated host.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { crossings, type Calls } from "./crossings.ts";
import { BAD_ARGUMENT, Host, NOT_FOUND, UNIMPLEMENTED, type Line } from "./emulated/host.ts";
import { assertUpstream, linesOf } from "./emulated/request.ts";
import { configText, vectors } from "./vectors.ts";

const MODULE = readFileSync(new URL("../build/hash-tagging.wasm", import.meta.url));
const INFO = 2;
const WARN = 3;
const CRITICAL = 5;
const load = () => new Host(MODULE);

const user = (id: string): Line => ["x-user-id", Buffer.from(id)];
const rule = (app: string, range: number, tagValue: string, header = "x-user-id") => ({
  header,
  modulo: 100,
  tagHeader: `appver-${app}`,
  policies: [{ range, tagValue }],
});
const config = (...rules: object[]) => JSON.stringify({ rules });
const reserving = (reserve: string[], ...rules: object[]) => JSON.stringify({ rules, reserve });
const ARTICLE = config(rule("a", 10, "v2"), rule("b", 10, "v2"), rule("c", 50, "v3"));
const tagsOf = (lines: Line[]) =>
  Object.fromEntries(lines.filter(([n]) => n.startsWith("appver-")).map(([n, v]) => [n, v.toString()]));

describe("vectors", () => {
  for (const group of vectors.requests) {
    test(group.name, async (t) => {
      const host = load();
      const plugin = host.configure(configText(group));
      for (const { case: name, request, tags } of group.cases) {
        await t.test(name, () => {
          for (const http of ["HTTP/1.1", "HTTP/2"] as const) {
            const lines = linesOf(request, http);
            assertUpstream(host.request(plugin, lines), lines, tags);
          }
        });
      }
      assert.deepEqual(
        host.logs.filter((log) => log.level > INFO),
        [],
      );
    });
  }

  test("every warning is logged, and the configuration served", () => {
    for (const vector of vectors.warnings) {
      const host = load();
      const plugin = host.configure(configText(vector), "shop");
      assert.deepEqual(
        host.logs.filter(({ level }) => level !== INFO),
        vector.warnings.map((warning) => ({ level: WARN, text: `hash-tagging: "shop": ${warning}` })),
      );
      const upstream = host.request(plugin, [user("1")]);
      assert.ok(
        upstream.some(([, value]) => value.toString() === "v"),
        vector.name,
      );
    }
  });

  test("every bad configuration is logged, counted and passes requests as they are", () => {
    const host = load();
    for (const [i, vector] of vectors.errors.entries()) {
      host.logs.length = 0;
      const plugin = host.configure(configText(vector), `plugin-${i}`);
      assert.deepEqual(
        host.logs.filter((log) => log.level === CRITICAL).map((log) => log.text),
        [
          ...vector.errors.map((error) => `hash-tagging: "plugin-${i}": ${error}`),
          `hash-tagging: "plugin-${i}": configuration refused; requests pass untagged, with whatever tag headers the client sent`,
        ],
        vector.name,
      );
      assert.equal(host.counters.get("hash_tagging_config_errors"), i + 1);
      const lines = [user("0005"), ["appver-a", Buffer.from("forged")] as Line];
      assert.deepEqual(host.request(plugin, lines), lines);
      host.close(plugin);
    }
  });
});

describe("crossings of one request", () => {
  const forged = (...apps: string[]) => apps.map((app): Line => [`appver-${app}`, Buffer.from("forged")]);
  const FIRST = config(rule("a", 10, "v2"), rule("b", 1, "v2"), rule("c", 1, "v2"));
  const MANY = config(..."abcdefgh".split("").map((app) => rule(app, 10, "v2")));
  const BY_NAME = reserving(["appver-b"], rule("a", 10, "v2"));
  const BY_PREFIX = reserving(["appver-*"], rule("a", 10, "v2"));
  const FROM_MANY = config(..."abcdefgh".split("").map((app) => rule("a", 10, "v2", `x-${app}`)));
  const cases: [what: string, config: string, lines: Line[], calls: Calls][] = [
    ["all three tag", ARTICLE, [user("0005")], { get: 1, given: 1, replace: 3 }],
    ["all three tag, forged", ARTICLE, [user("0005"), ...forged("a")], { get: 1, given: 1, replace: 3 }],
    ["the last one tags", ARTICLE, [user("0003")], { get: 3, given: 1, replace: 1 }],
    ["the first one tags", FIRST, [user("0005")], { get: 1, given: 1, replace: 1, remove: 2 }],
    ["none tags", ARTICLE, [user("0001")], { get: 4, given: 1 }],
    ["none tags, forged", ARTICLE, [user("0001"), ...forged("c")], { get: 4, given: 2, remove: 1 }],
    ["the same, forged first", ARTICLE, [user("0001"), ...forged("a")], { get: 2, given: 2, remove: 3 }],
    ["no hash header", ARTICLE, [], { get: 4 }],
    ["many tag headers, all tag", MANY, [user("0005")], { all: 1, given: 1, replace: 8 }],
    ["many tag headers, none tags", MANY, [user("0001")], { all: 1, given: 1 }],
    ["many tag headers, forged", MANY, [user("0001"), ...forged("b", "h")], { all: 1, given: 1, remove: 2 }],
    ["reserved by name, all tag", BY_NAME, [user("0005")], { get: 1, given: 1, replace: 1, remove: 1 }],
    ["reserved by name, none tags", BY_NAME, [user("0001")], { get: 3, given: 1 }],
    ["reserved by prefix, tagged", BY_PREFIX, [user("0005")], { all: 1, given: 1, replace: 1 }],
    ["reserved by prefix, none tags", BY_PREFIX, [user("0001")], { all: 1, given: 1 }],
    [
      "reserved by prefix, forged",
      BY_PREFIX,
      [...forged("z", "a"), user("0005"), ...forged("y")],
      { all: 1, given: 1, replace: 1, remove: 2 },
    ],
    ["many hashed headers", FROM_MANY, [["x-h", Buffer.from("0005")]], { all: 1, given: 1, replace: 1 }],
  ];
  for (const [what, config, lines, calls] of cases) {
    test(what, () => {
      const host = load();
      const plugin = host.configure(config);
      host.crossings.clear();
      host.request(plugin, lines);
      assert.deepEqual(Object.fromEntries(host.crossings), crossings(calls));
    });
  }

  test("a rule that is off reads nothing; rules of one header share one read", () => {
    const host = load();
    const plugin = host.configure(
      config(rule("a", 0, "x", "x-off"), rule("b", 100, "x"), { ...rule("c", 7, "x"), modulo: 7 }),
    );
    host.crossings.clear();
    host.request(plugin, [user("0005")]);
    assert.equal(host.crossings.get("proxy_get_header_map_value"), 2, "x-user-id, and appver-a");
  });
});

describe("plugins in one VM", () => {
  test("each stream follows its own plugin, in whatever order the host opens them", () => {
    const host = load();
    const first = host.configure(config(rule("a", 100, "first")), "one");
    const second = host.configure(config(rule("a", 100, "second")), "two");
    const streams = [first, second, second, first].map((plugin) => host.openStream(plugin));
    const got = [...streams].reverse().map((stream) => tagsOf(host.headers(stream, [user("1")]))["appver-a"]);
    assert.deepEqual(got, ["first", "second", "second", "first"]);
    streams.forEach((stream) => host.close(stream));
  });

  test("an update beside the old configuration, which then ends", () => {
    const host = load();
    const old = host.configure(config(rule("a", 100, "old")));
    const before = host.openStream(old);
    const update = host.configure(config(rule("a", 100, "new")));
    assert.deepEqual(tagsOf(host.headers(before, [user("1")])), { "appver-a": "old" });
    host.close(before);
    host.close(old);
    assert.deepEqual(tagsOf(host.request(update, [user("1")])), { "appver-a": "new" });
  });

  test("a stream whose plugin is forgotten, and one never opened, pass", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    const orphan = host.openStream(plugin);
    host.close(plugin);
    host.configure(ARTICLE);
    assert.deepEqual(tagsOf(host.headers(orphan, [user("0005")])), {});
    assert.deepEqual(tagsOf(host.headers(9999, [user("0005")])), {});
  });

  test("each configuration asks which plugins there are, and forgets those that have ended", () => {
    const host = load();
    const asked = () => host.crossings.get("proxy_set_effective_context");
    const plugins = [1, 2, 3].map((i) => host.configure(config(rule("a", 100, `${i}`)), `plugin-${i}`));
    host.close(plugins[1]!);
    for (let i = 0; i < 3; ++i) {
      host.crossings.clear();
      const another = host.configure(ARTICLE, "another");
      assert.equal(asked(), 2 * 3, "each of the other three, and each time back to the current one");
      host.close(another);
    }
    assert.deepEqual(tagsOf(host.request(plugins[0]!, [user("1")])), { "appver-a": "1" });
    assert.deepEqual(tagsOf(host.request(plugins[2]!, [user("1")])), { "appver-a": "3" });
  });

  test("a host that does not say which contexts there are loses no plugin", () => {
    const host = load();
    host.fail.set("proxy_set_effective_context", UNIMPLEMENTED);
    const plugins = [1, 2].map((i) => host.configure(config(rule("a", 100, `${i}`)), `plugin-${i}`));
    for (const [i, plugin] of plugins.entries())
      assert.deepEqual(tagsOf(host.request(plugin, [user("1")])), { "appver-a": `${i + 1}` });
  });

  test("of streams that a host opens ahead, 1,025 can wait for their headers", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    const streams = Array.from({ length: 1026 }, () => host.openStream(plugin));
    const tagged = streams.map((stream) => Object.keys(tagsOf(host.headers(stream, [user("0005")]))).length);
    assert.deepEqual(tagged, [0, ...Array.from({ length: 1025 }, () => 3)]);
  });
});

describe("a bad configuration", () => {
  const bad = config(rule("a", 101, "v2"));
  const good = config(rule("a", 100, "good"));
  const serves = (host: Host, plugin: number) => tagsOf(host.request(plugin, [user("1")]));

  test("keeps the last good rules of the same plugin_name, from update to update", () => {
    const host = load();
    const first = host.configure(good, "shop");
    const second = host.configure(bad, "shop");
    host.close(first);
    const third = host.configure(bad, "shop");
    host.close(second);
    assert.deepEqual(serves(host, third), { "appver-a": "good" });
    assert.equal(
      host.logs.at(-1)?.text,
      'hash-tagging: "shop": configuration refused; the last good one stays: 1 rule, 1 header, 1 tag header',
    );
    const fourth = host.configure(config(rule("a", 100, "better")), "shop");
    assert.deepEqual(serves(host, fourth), { "appver-a": "better" });
  });

  test("keeps the rules of its own context when the host configures it again", () => {
    const host = load();
    const plugin = host.configure(good, "shop");
    host.reconfigure(plugin, bad, "shop");
    assert.deepEqual(serves(host, plugin), { "appver-a": "good" });
  });

  test("takes no rules from a plugin of another name, nor from a nameless one", () => {
    for (const name of ["other", ""]) {
      const host = load();
      host.configure(good, name);
      const plugin = host.configure(bad, name === "" ? "" : "shop");
      assert.deepEqual(serves(host, plugin), {});
    }
  });

  test("takes the newest of several", () => {
    const host = load();
    host.configure(good, "shop");
    host.configure(config(rule("a", 100, "newest")), "shop");
    assert.deepEqual(serves(host, host.configure(bad, "shop")), { "appver-a": "newest" });
  });

  test("of more than 1 MiB is refused, of exactly 1 MiB read", () => {
    const host = load();
    const padded = (size: number) => good + " ".repeat(size - good.length);
    assert.deepEqual(serves(host, host.configure(padded(1 << 20), "exact")), { "appver-a": "good" });
    assert.deepEqual(serves(host, host.configure(padded((1 << 20) + 1), "more")), {});
    assert.match(host.logs.at(-2)!.text, /has 1048577 bytes; the most is 1048576/);
  });

  test("of 17 MiB, and one that the host cannot hand over, is refused without a trap", () => {
    const host = load();
    assert.deepEqual(serves(host, host.configure(Buffer.alloc(17 << 20, 0x20), "huge")), {});
    host.fail.set("proxy_get_buffer_bytes", BAD_ARGUMENT);
    assert.deepEqual(serves(host, host.configure(good, "unread")), {});
    assert.equal(host.counters.get("hash_tagging_config_errors"), 2);
  });
});

test("one line at configure, at info: rules, headers, hash of the text", () => {
  const host = load();
  host.configure(ARTICLE, "shop");
  const [line, ...more] = host.logs;
  assert.equal(line?.level, INFO);
  assert.match(line.text, /^hash-tagging: "shop": 3 rules, 1 header, 3 tag headers, config [0-9a-f]{8}$/);
  assert.deepEqual(more, []);
});

test("the line names how many prefixes are reserved, where some are", () => {
  const host = load();
  host.configure(reserving(["appver-*", "x-lane-*", "lane"], rule("a", 10, "v2")), "shop");
  assert.match(
    host.logs[0]!.text,
    /: 1 rule, 1 header, 2 tag headers, 2 reserved by prefix, config [0-9a-f]{8}$/,
  );
});

test("a request logs nothing", () => {
  const host = load();
  const plugin = host.configure(ARTICLE);
  host.logs.length = 0;
  host.request(plugin, [user("0005")]);
  assert.deepEqual(host.logs, []);
});

describe("a host call that fails in a request", () => {
  const faults = (host: Host) => host.counters.get("hash_tagging_request_faults") ?? 0;

  test("the read: as a missing header, and counted", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    host.fail.set("proxy_get_header_map_value", BAD_ARGUMENT);
    const sent = [user("0005"), ["appver-a", Buffer.from("forged")] as Line];
    assert.deepEqual(host.request(plugin, sent), [user("0005")]);
    assert.equal(faults(host), 2, "that of the hash header, and of the first tag header");
  });

  test("the read of all lines: each header is asked for, and counted", () => {
    const host = load();
    const plugin = host.configure(config(..."abcdefgh".split("").map((app) => rule(app, 10, "v2"))));
    host.fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
    const sent = [user("0001"), ["appver-h", Buffer.from("forged")] as Line];
    assert.deepEqual(host.request(plugin, sent), [user("0001")]);
    assert.equal(faults(host), 1);
  });

  test("the read of all lines: what is reserved by prefix passes, what has a name does not", () => {
    const host = load();
    const plugin = host.configure(reserving(["appver-*", "appver-b"], rule("a", 10, "v2")));
    host.fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
    const forged = ["a", "b", "z"].map((app): Line => [`appver-${app}`, Buffer.from("forged")]);
    assert.deepEqual(tagsOf(host.request(plugin, [user("0001"), ...forged])), { "appver-z": "forged" });
    assert.equal(faults(host), 1);
  });

  test("a replace or a remove: leaves that header as it is, counted each", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    host.fail
      .set("proxy_replace_header_map_value", BAD_ARGUMENT)
      .set("proxy_remove_header_map_value", BAD_ARGUMENT);
    const sent = [user("0003"), ["appver-a", Buffer.from("forged")] as Line];
    assert.deepEqual(host.request(plugin, sent), sent);
    assert.equal(faults(host), 3);
  });

  test("removing what is not there is no fault, on hosts that say so", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    host.fail.set("proxy_remove_header_map_value", NOT_FOUND);
    host.request(plugin, [user("0001"), ["appver-a", Buffer.from("forged")]]);
    assert.equal(faults(host), 0);
  });

  test("counters that the host refuses to define are not used", () => {
    const host = load();
    host.fail.set("proxy_define_metric", BAD_ARGUMENT).set("proxy_get_header_map_value", BAD_ARGUMENT);
    const plugin = host.configure(ARTICLE);
    host.crossings.clear();
    host.request(plugin, [user("0005")]);
    assert.equal(host.crossings.get("proxy_increment_metric"), undefined);
  });
});

describe("long values", () => {
  const everybody = config(rule("a", 100, "v2"));
  for (const size of [65535, 65536, 65537, 1 << 20, 8 << 20, 16 << 20]) {
    test(`${size} bytes are hashed whole`, () => {
      const host = load();
      const plugin = host.configure(everybody);
      assert.deepEqual(tagsOf(host.request(plugin, [user("x".repeat(size))])), { "appver-a": "v2" });
      assert.deepEqual(tagsOf(host.request(plugin, [user("1")])), { "appver-a": "v2" });
    });
  }

  test("beyond 16 MiB: a fault, counted, and the next request is served", () => {
    const host = load();
    const plugin = host.configure(everybody);
    assert.deepEqual(tagsOf(host.request(plugin, [user("x".repeat((16 << 20) + 1))])), {});
    assert.equal(host.counters.get("hash_tagging_request_faults"), 1);
    assert.deepEqual(tagsOf(host.request(plugin, [user("1")])), { "appver-a": "v2" });
  });
});

describe("memory stays flat", () => {
  const sizeAfter = (host: Host, times: number, play: (i: number) => void) => {
    for (let i = 0; i < times; ++i) play(i);
    return host.exports.memory.buffer.byteLength;
  };

  test("over 1,000,000 requests", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    const lines = Array.from({ length: 1000 }, (_, i) => [user(String(i))]);
    const play = (i: number) => void host.request(plugin, lines[i % 1000]!);
    const before = sizeAfter(host, 1000, play);
    assert.equal(sizeAfter(host, 1_000_000, play), before);
  });

  test("over 100,000 requests of which each has headers that are reserved by prefix", () => {
    const host = load();
    const plugin = host.configure(reserving(["appver-*"], rule("a", 10, "v2")));
    const play = (i: number) =>
      void host.request(plugin, [
        user(String(i)),
        [`appver-${i}`, Buffer.from("v2")],
        ["appver-a", Buffer.from("v2")],
      ]);
    const before = sizeAfter(host, 1000, play);
    assert.equal(sizeAfter(host, 100_000, play), before);
  });

  test("over 20,000 updates, good and bad, with a stream between", () => {
    const host = load();
    let old = host.configure(ARTICLE);
    const play = (i: number) => {
      const update = host.configure(i % 3 === 0 ? config(rule("a", 101, "v2")) : ARTICLE);
      host.request(update, [user("0005")]);
      host.close(old);
      old = update;
      host.logs.length = 0;
    };
    const before = sizeAfter(host, 500, play);
    assert.equal(sizeAfter(host, 20_000, play), before);
  });
});
