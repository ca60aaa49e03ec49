import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Rules } from "../../lib/core.ts";
import { Envoy } from "../../lab/envoy.ts";
import { until } from "../../lab/until.ts";
import { arrival, send, values } from "./client.ts";
import { bootstrap, everybody, rulesFile, type Plugin, type WasmFilter } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const BAD = JSON.stringify({
  rules: [
    { header: "x-user-id", modulo: 0, tagHeader: "appver-a", policies: [{ range: 10, tagValue: "v2" }] },
    { headr: "x-user-id", modulo: 100, tagHeader: "host", policies: [] },
  ],
});
const ERRORS = Rules.parse(BAD).errors.map(({ path, message }) => `${path}: ${message}`);
const POLICIES: Plugin["failure_policy"][] = [undefined, "FAIL_CLOSED", "FAIL_OPEN", "FAIL_RELOAD"];
const REQUEST: HeaderLine[] = [
  ["x-user-id", "0005"],
  ["appver-a", "from the client"],
];

const withPolicy = (policy: Plugin["failure_policy"]) => (plugin: Plugin) => {
  if (policy !== undefined) plugin.failure_policy = policy;
};

/** How many VMs refused a configuration; each worker has one. */
async function refusals(envoy: Envoy): Promise<number> {
  const name = "wasmcustom.hash_tagging_config_errors";
  return (await envoy.stats(/hash_tagging_config_errors/)).get(name) ?? 0;
}

/** What Envoy writes comes by a pipe, and may come later than its answer. */
async function assertLogged(envoy: Envoy, errors: string[]): Promise<void> {
  await until(`the log to have ${errors.join("; ")}`, async () => {
    const critical = envoy.log.split("\n").filter((line) => line.includes("[critical][wasm]"));
    return errors.every((error) => critical.some((line) => line.endsWith(error)));
  });
}

for (const policy of POLICIES) {
  describe(`failure_policy ${policy ?? "left out"}`, () => {
    let upstream: Upstream;
    let envoy: Envoy;
    const tag = async () => values(await arrival(envoy.url("gateway"), REQUEST), "appver-a");
    const configure = (json: string) =>
      envoy.update("hash-tagging.yaml", rulesFile(json, withPolicy(policy)));

    before(async () => {
      upstream = await Upstream.start();
      envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
        file === "live/hash-tagging.yaml" ? rulesFile(BAD, withPolicy(policy)) : text,
      );
    });
    after(async () => {
      await envoy?.stop();
      upstream?.stop();
    });

    it("a fresh Envoy serves a bad configuration untagged, and says why", async () => {
      assert.equal(ERRORS.length, 4);
      assert.deepEqual(await tag(), ["from the client"]);
      await assertLogged(envoy, ERRORS);
      assert.ok((await refusals(envoy)) > 0);
    });

    it("a good configuration is taken", async () => {
      const before = await refusals(envoy);
      await configure(everybody("appver-a", "good"));
      assert.deepEqual(await tag(), ["good"]);
      assert.equal(await refusals(envoy), before);
    });

    it("a bad update leaves the last good rules, and is counted", async () => {
      const before = await refusals(envoy);
      await configure('{"rules": [');
      assert.deepEqual(await tag(), ["good"]);
      await assertLogged(envoy, ["not JSON: expected a value at byte 11, found the end"]);
      assert.ok((await refusals(envoy)) > before);
      await configure(BAD);
      assert.deepEqual(await tag(), ["good"]);
    });

    it("the next good one recovers", async () => {
      await configure(everybody("appver-a", "better"));
      assert.deepEqual(await tag(), ["better"]);
      await configure(everybody("appver-b", "another header"));
      assert.deepEqual(await tag(), ["from the client"]);
    });

    it("a static configuration that is bad does not keep Envoy from starting", async () => {
      const fixed = await Envoy.start("gateway.yaml", upstream.ports, (text, file) => {
        if (file !== "gateway.yaml") return text;
        return bootstrap(text, ({ http_filters: [filter] }) => {
          const plugin = (filter as WasmFilter).typed_config.config;
          plugin.configuration.value = BAD;
          withPolicy(policy)(plugin);
        });
      });
      try {
        const { status, body } = await send(fixed.url("gateway"), REQUEST);
        assert.equal(status, 200);
        assert.match(body, /^appver-a: from the client, appver-b: -/);
        await assertLogged(fixed, ERRORS);
      } finally {
        await fixed.stop();
      }
    });
  });
}
