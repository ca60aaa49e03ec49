import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Line } from "../emulated/host.ts";
import { assertUpstream, linesOf } from "../emulated/request.ts";
import { configText, vectors } from "../vectors.ts";
import { INFO, WARN, CRITICAL, load, user } from "../emulated/gateway.ts";

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
