import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { UNIMPLEMENTED } from "../emulated/host.ts";
import { load, user, rule, config, ARTICLE, tagsOf } from "../emulated/gateway.ts";

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
