import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_ARGUMENT, Host } from "../emulated/host.ts";
import { INFO, load, user, rule, config, reserving, ARTICLE, tagsOf } from "../emulated/gateway.ts";

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
    assert.match(
      host.logs.at(-1)!.text,
      /^hash-tagging: "shop": configuration refused; the last good one stays: 1 rule, 1 header, 1 tag header, config [0-9a-f]{8}$/,
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
