import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Rules } from "../../lib/core.ts";
import { Load } from "../../lab/istio/load.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { changed, pluginConfig, type Rule, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { GATEWAY, PLUGIN, SECOND_GATEWAY, startGatewayWithOneApp } from "./start.ts";

const STRATEGIES = ["FAIL_OPEN", "FAIL_CLOSE", "FAIL_RELOAD"] as const;
const ERRORS = "wasmcustom.hash_tagging_config_errors";
const USERS = Array.from({ length: 50 }, (_, i) => `user-${i}`);
// The users are the devices as well, so that one request is tagged by all plugins.
const requestOf = (user: string) => ({ "x-user-id": user, "x-device-id": user });

const rule = (tagHeader: string, range: number, tagValue: string, header = "x-user-id"): Rule => ({
  header,
  modulo: 100,
  tagHeader,
  policies: [{ range, tagValue }],
});
const withRules = (plugin: WasmPlugin, ...rules: Rule[]) => changed(plugin, { pluginConfig: { rules } });
const rulesOf = (plugin: WasmPlugin) => Rules.parse(pluginConfig(plugin));
const BAD_ERROR = /rules\[0\]\.policies\[0\]\.range: .*101/;

const skip = await enterNamespace();

describe("the configuration of a gateway on Istio", () => {
  let mesh: Mesh;

  const seenBy = async (user: string, gateway = GATEWAY) => {
    const { status, hops } = await visit(mesh.pod(gateway).spec.url, requestOf(user));
    return { user, status, tags: hops[0]?.tags };
  };
  const inEffect = async (plugins: WasmPlugin[], gateway = GATEWAY) => {
    const all = plugins.map(rulesOf);
    const tagged = async (user: string) => {
      const answer = await seenBy(user, gateway).catch(() => undefined);
      const expected = Object.assign({}, ...all.map((rules) => rules.tags(requestOf(user))));
      return answer?.status === 200 && isDeepStrictEqual(answer.tags, expected);
    };
    for (const user of USERS)
      await until(`${user} to be tagged by ${plugins.map(pluginConfig)}`, () => tagged(user));
  };
  const put = async (plugin: WasmPlugin) => {
    await mesh.apply(plugin);
    await inEffect([plugin]);
  };
  const errorsOf = (gateway: string) => mesh.pod(gateway).proxy.stat(ERRORS);

  before(async () => {
    if (skip) return;
    mesh = await startGatewayWithOneApp();
  });
  after(() => mesh?.stop());

  for (const failStrategy of STRATEGIES) {
    test(
      `${failStrategy}: an edit of pluginConfig fails no request and leaves none untagged`,
      { skip },
      async () => {
        const plugin = changed(PLUGIN, { failStrategy });
        const old = withRules(plugin, rule("appver-a", 50, "v2"), rule("appver-b", 50, "v2"));
        const edited = withRules(plugin, rule("appver-a", 70, "v3"), rule("appver-b", 70, "v3"));
        await put(old);
        const load = new Load((i) => seenBy(USERS[i % USERS.length]!));
        await put(edited);
        await put(old);
        for (const { user, status, tags } of await load.stop(300)) {
          assert.equal(status, 200);
          const either = [old, edited].some((each) =>
            isDeepStrictEqual(tags, rulesOf(each).tags(requestOf(user))),
          );
          assert.ok(either, `${user} has ${JSON.stringify(tags)}, of neither rules`);
        }
      },
    );
  }

  for (const failStrategy of STRATEGIES) {
    const good = withRules(changed(PLUGIN, { failStrategy }), rule("appver-a", 60, "v2"));
    const bad = withRules(good, rule("appver-a", 101, "v9"));

    test(
      `${failStrategy}: bad rules on a running gateway leave it the last good ones`,
      { skip },
      async () => {
        await put(good);
        const errors = await errorsOf(GATEWAY);
        const logged = mesh.pod(GATEWAY).proxy.log.length;
        const load = new Load((i) => seenBy(USERS[i % USERS.length]!));
        await mesh.apply(bad);
        // Once when Envoy tries the update, and once in the worker that serves.
        await until("the error to be counted", async () => (await errorsOf(GATEWAY)) >= errors + 2);
        for (const { user, status, tags } of await load.stop(300)) {
          assert.deepEqual({ status, tags }, { status: 200, tags: rulesOf(good).tags(requestOf(user)) });
        }
        await until("the error in the log", () => BAD_ERROR.test(mesh.pod(GATEWAY).proxy.log.slice(logged)));
      },
    );

    test(`${failStrategy}: bad rules on a fresh gateway let requests pass untagged`, { skip }, async () => {
      await mesh.apply(bad, ...SECOND_GATEWAY);
      const fresh = `istio-system/${SECOND_GATEWAY[0]!.metadata.name}`;
      await until("the error to be counted", async () => (await errorsOf(fresh)) > 0);
      await until("an answer", () => seenBy("0005", fresh).catch(() => undefined));
      for (const user of USERS) {
        assert.deepEqual(await seenBy(user, fresh), { user, status: 200, tags: {} });
      }
      await until("the error in the log", () => BAD_ERROR.test(mesh.pod(fresh).proxy.log));
      await mesh.apply(good);
      await inEffect([good], fresh);
      await mesh.remove(...SECOND_GATEWAY);
    });
  }

  test(
    "two plugins on one gateway have rules of their own, also while one is edited, well or badly",
    { skip },
    async () => {
      const users = withRules(PLUGIN, rule("appver-a", 50, "v2"));
      const devices = { ...PLUGIN, metadata: { ...PLUGIN.metadata, name: "device-tagging" } };
      const first = withRules(devices, rule("appver-d", 30, "v7", "x-device-id"));
      const second = withRules(devices, rule("appver-d", 80, "v8", "x-device-id"));
      await put(users);
      for (const plugin of [first, second]) {
        await mesh.apply(plugin);
        await inEffect([users, plugin]);
      }
      const errors = await errorsOf(GATEWAY);
      await mesh.apply(withRules(devices, rule("appver-d", 101, "v9", "x-device-id")));
      await until("the error to be counted", async () => (await errorsOf(GATEWAY)) > errors);
      await inEffect([users, second]);
      await mesh.remove(devices);
      await inEffect([users]);
    },
  );
});
