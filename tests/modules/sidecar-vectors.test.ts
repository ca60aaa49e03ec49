// The propagation module, and the tagging filter where it propagates.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { propagationFindings } from "../../lib/core.ts";
import { Host, type Line } from "../emulated/host.ts";
import { assertUpstream, linesOf } from "../emulated/request.ts";
import { lines, MODULE } from "../emulated/sidecar.ts";
import { configText, propagationVectors } from "../vectors.ts";

const FILTER = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
const CRITICAL = 5;

describe("vectors", () => {
  for (const direction of ["inbound", "outbound"] as const) {
    for (const group of propagationVectors[direction]) {
      test(`${direction}, ${group.name}`, async (t) => {
        const host = new Host(MODULE);
        const plugin = host.configure(JSON.stringify({ ...(group.config as object), direction }));
        for (const { case: name, request, headers } of group.cases) {
          await t.test(name, () => {
            const sent = linesOf(request);
            assertUpstream(host.request(plugin, sent), sent, headers);
          });
        }
      });
    }
  }

  for (const group of propagationVectors.gateway) {
    test(`gateway, ${group.name}`, async (t) => {
      const host = new Host(FILTER);
      const plugin = host.configure(configText(group));
      for (const { case: name, request, headers } of group.cases) {
        await t.test(name, () => {
          const sent = linesOf(request);
          const tags = { "appver-a": null, "appver-b": null, "appver-c": null };
          const isTag = ([header]: Line) => header in tags && !(header in headers);
          const upstream = host.request(plugin, sent).filter((line) => !isTag(line));
          assertUpstream(upstream, sent, headers);
        });
      }
    });
  }

  test("every bad configuration is logged, counted and passes requests as they are", () => {
    const host = new Host(MODULE);
    for (const [i, vector] of propagationVectors.errors.entries()) {
      assert.deepEqual(
        propagationFindings(configText(vector)).errors.map(({ path, message }) =>
          path ? `${path}: ${message}` : message,
        ),
        vector.errors,
        vector.name,
      );
      host.logs.length = 0;
      const plugin = host.configure(configText(vector), `plugin-${i}`);
      const refused = [...vector.errors, "configuration refused; requests pass as they are"];
      assert.deepEqual(
        host.logs,
        refused.map((text) => ({ level: CRITICAL, text: `header-propagation: "plugin-${i}": ${text}` })),
      );
      assert.equal(host.counters.get("header_propagation_config_errors"), i + 1);
      const sent = lines(["appver-a", "v2"], ["baggage", "appver-a=v1"]);
      assert.deepEqual(host.request(plugin, sent), sent);
      host.close(plugin);
    }
  });
});
