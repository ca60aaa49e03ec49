import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_ARGUMENT, Host, NOT_FOUND, type Line } from "../emulated/host.ts";
import { load, user, rule, config, reserving, ARTICLE, tagsOf } from "../emulated/gateway.ts";

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
