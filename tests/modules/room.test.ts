// The room for what the host hands over: no sizes, in no order, make the module larger, and no more of it is written
// than the largest value takes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Host } from "../emulated/host.ts";
import { lines } from "../emulated/sidecar.ts";

const MODULE = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
const policies = [{ range: 1, tagValue: "v2" }];
const CONFIGURATION = JSON.stringify({
  rules: [{ header: "x-user-id", modulo: 1, tagHeader: "appver-a", policies }],
});
const PAGE = 4096;
const LARGEST = 2 << 20;
const STEP = 8191; // no multiple of a page's size
const ASCENDING = Array.from({ length: LARGEST / STEP }, (_, i) => 1 + i * STEP);

/** The linear congruential generator of Numerical Recipes; any order that is none will do. */
function shuffled(sizes: number[]): number[] {
  let state = 1;
  const keyed = sizes.map((size) => [(state = (state * 1664525 + 1013904223) >>> 0), size] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, size]) => size);
}

/** Bytes of the module's memory in pages that something was written in: those that an operating system has to keep. */
function written(memory: Buffer): number {
  const empty = Buffer.alloc(PAGE);
  let pages = 0;
  for (let at = 0; at < memory.length; at += PAGE) {
    if (!memory.subarray(at, at + PAGE).equals(empty)) ++pages;
  }
  return pages * PAGE;
}

const ORDERS = {
  "one byte more each time": Array.from({ length: 5000 }, (_, i) => 66_000 + i),
  ascending: ASCENDING,
  descending: [...ASCENDING].reverse(),
  random: shuffled(ASCENDING),
};

describe("sizes of what the host hands over", () => {
  for (const [order, sizes] of Object.entries(ORDERS)) {
    test(order, () => {
      const host = new Host(MODULE);
      const plugin = host.configure(CONFIGURATION);
      const value = Buffer.alloc(LARGEST, "x");
      const pages = host.exports.memory.buffer.byteLength;
      const atRest = written(Buffer.from(host.exports.memory.buffer));
      for (const size of sizes) {
        const sent = [["x-user-id", value.subarray(0, size)] as [string, Buffer]];
        assert.equal(host.request(plugin, sent).length, 2, `${size} bytes: tagged`);
      }
      assert.equal(host.exports.memory.buffer.byteLength, pages, "the memory's size");
      const largest = Math.max(...sizes);
      const grown = written(Buffer.from(host.exports.memory.buffer)) - atRest;
      assert.ok(grown <= largest + PAGE, `${grown} bytes written for values of at most ${largest}`);
      assert.deepEqual(host.request(plugin, lines(["x-user-id", "1"])).length, 2);
    });
  }

  test("at rest the module takes far less than it may be handed", () => {
    const host = new Host(MODULE);
    host.configure(CONFIGURATION);
    const atRest = written(Buffer.from(host.exports.memory.buffer));
    assert.ok(atRest <= 128 << 10, `${atRest} bytes`);
  });
});
