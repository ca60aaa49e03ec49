import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CRITICAL, INFO, load, loadAnswering } from "../emulated/gateway.ts";
import type { Line } from "../emulated/host.ts";
import { assertUpstream, linesOf } from "../emulated/request.ts";
import { configText, responseVectors, vectors } from "../vectors.ts";

const ID = /[0-9a-f]{32}/;

const textsOf = (lines: Line[]) => lines.map(([name, value]) => [name, value.toString().replace(ID, "{id}")]);
const criticalOf = (host: ReturnType<typeof load>) =>
  host.logs.filter(({ level }) => level === CRITICAL).map(({ text }) => text);

describe("the module that sees answers plays its vectors", () => {
  for (const group of responseVectors.answers) {
    test(group.name, async (t) => {
      const host = loadAnswering();
      const plugin = host.configure(configText(group));
      for (const { case: name, request, tags, told } of group.cases) {
        await t.test(name, () => {
          for (const http of ["HTTP/1.1", "HTTP/2"] as const) {
            const lines = linesOf(request, http);
            const stream = host.openStream(plugin);
            assertUpstream(host.headers(stream, lines), lines, tags);
            assert.deepEqual(textsOf(host.answerOf(stream)), told);
            host.close(stream);
          }
        });
      }
      assert.deepEqual(
        host.logs.filter(({ level }) => level > INFO),
        [],
      );
      assert.equal(host.counters.get("hash_tagging_request_faults") ?? 0, 0);
    });
  }

  test("it refuses bad configurations", () => {
    for (const vector of responseVectors.errors) {
      const host = loadAnswering();
      host.configure(configText(vector), "shop");
      assert.deepEqual(
        criticalOf(host).slice(0, -1),
        vector.errors.map((error) => `hash-tagging: "shop": ${error}`),
        vector.name,
      );
    }
  });
});

test("the plain module refuses each of these configurations by path, and names the other module", () => {
  for (const group of responseVectors.answers) {
    const host = load();
    const plugin = host.configure(configText(group), "shop");
    const fields = ["response", "anonymousId"].filter((field) => field in (group.config as object));
    assert.deepEqual(criticalOf(host), [
      ...fields.map(
        (field) =>
          `hash-tagging: "shop": ${field}: this module does not see answers; run hash-tagging-response.wasm`,
      ),
      'hash-tagging: "shop": configuration refused; requests pass untagged, with whatever tag headers the client sent',
    ]);
    assert.deepEqual(host.request(plugin, []), []);
  }
});

test("the module that sees answers plays every vector of the plain one, and tells nothing", () => {
  for (const group of vectors.requests) {
    const host = loadAnswering();
    const plugin = host.configure(configText(group));
    for (const { request, tags } of group.cases) {
      const lines = linesOf(request);
      const stream = host.openStream(plugin);
      assertUpstream(host.headers(stream, lines), lines, tags);
      assert.deepEqual(host.answerOf(stream), []);
      host.close(stream);
    }
  }
});
