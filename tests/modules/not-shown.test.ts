// Sources that the host shows no module of this kind, as Envoy shows no claims to its dynamic modules.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, tagsOf, user } from "../emulated/gateway.ts";

const rules = (key: object[], tagValue: string) =>
  JSON.stringify({
    rules: [{ key, modulo: 1, tagHeader: "appver-a", policies: [{ range: 1, tagValue }] }],
  });
const header = { header: "x-user-id" };

test("a rule that asks for one is refused, and does not go on to what clients write", () => {
  const host = load();
  host.isNative = true;
  host.configure(rules([header], "good"), "shop");
  for (const [source, what] of [
    [{ claim: "sub" }, "claims"],
    [{ property: ["connection", "subject_peer_certificate"] }, "this property"],
    [{ all: [{ claim: "sub" }, header] }, "claims"],
  ] as const) {
    host.logs.length = 0;
    const plugin = host.configure(rules([source, header], "forged"), "shop");
    assert.match(
      host.logs.map(({ text }) => text).join("\n"),
      new RegExp(
        `rules\\[0\\]\\.key\\[0\\]\\.\\S+: the native module is not shown ${what}; run hash-tagging\\.wasm`,
      ),
    );
    assert.deepEqual(tagsOf(host.request(plugin, [user("1")])), { "appver-a": "good" });
  }
});

test("the client's address is shown", () => {
  const host = load();
  host.isNative = true;
  host.properties.set("source\0address", Buffer.from("192.0.2.1:80"));
  const plugin = host.configure(rules([{ address: "client" }], "v2"), "shop");
  assert.deepEqual(tagsOf(host.request(plugin, [])), { "appver-a": "v2" });
});

test("a host that only has no value now is asked again for each request", () => {
  const host = load();
  const plugin = host.configure(rules([{ claim: "sub" }], "v2"), "shop");
  assert.deepEqual(tagsOf(host.request(plugin, [])), {});
  host.properties.set(
    "metadata\0filter_metadata\0envoy.filters.http.jwt_authn\0payload\0sub",
    Buffer.from("5"),
  );
  assert.deepEqual(tagsOf(host.request(plugin, [])), { "appver-a": "v2" });
});
