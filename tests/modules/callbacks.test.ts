// The host's callbacks in every order, legal or not: what a request gets is what a small model says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Host } from "../emulated/host.ts";
import { lines, valueOf } from "../emulated/sidecar.ts";
import "../core/seed.ts";

const RUNS = 3000;
const ID = fc.constantFrom(0, 1, 2, 3);

type Callback =
  | { call: "open plugin"; id: number }
  | { call: "configure"; id: number; value: number }
  | { call: "open stream"; id: number; plugin: number }
  | { call: "headers"; id: number };

// Plugins and streams have the same few numbers, so that numbers are used again in every way.
const callback: fc.Arbitrary<Callback> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ call: fc.constant("open plugin" as const), id: ID }) },
  { weight: 2, arbitrary: fc.record({ call: fc.constant("configure" as const), id: ID, value: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constant("open stream" as const), id: ID, plugin: ID }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constant("headers" as const), id: ID }) },
);

/** What serves a request, by nothing but the host's callbacks so far. */
class Model {
  private readonly plugins = new Map<number, number>();
  /** The newest first. */
  private readonly streams: [id: number, plugin: number][] = [];

  /** The value that a shown request gets; undefined for none. */
  play(callback: Callback): number | undefined {
    const { plugins, streams } = this;
    if (callback.call === "open plugin") plugins.delete(callback.id);
    else if (callback.call === "configure") plugins.set(callback.id, callback.value);
    else if (callback.call === "open stream") streams.unshift([callback.id, callback.plugin]);
    else {
      const at = streams.findIndex(([id]) => id === callback.id);
      if (at >= 0) return plugins.get(streams.splice(at, 1)[0]![1]);
    }
    return undefined;
  }
}

const policies = (value: number) => [{ range: 1, tagValue: `v${value}` }];
const MODULES = {
  "hash-tagging": {
    configuration: (value: number) =>
      JSON.stringify({ rules: [{ header: "id", modulo: 1, tagHeader: "tag", policies: policies(value) }] }),
    sent: lines(["id", "1"]),
  },
  "header-propagation": {
    configuration: (value: number) => JSON.stringify({ headers: [`tag${value}`], direction: "outbound" }),
    sent: lines(["baggage", Array.from({ length: 10 }, (_, i) => `tag${i}=v${i}`).join()]),
  },
};

for (const [name, { configuration, sent }] of Object.entries(MODULES)) {
  describe(`callbacks of ${name}`, () => {
    const wasm = readFileSync(new URL(`../../build/${name}.wasm`, import.meta.url));
    const host = new Host(wasm);
    let base = 1; // each run has numbers of its own: what an earlier run left open has to do with none of them

    const play = (callback: Callback): number | undefined => {
      const id = base + callback.id;
      if (callback.call === "open plugin") host.open(0, id);
      else if (callback.call === "configure") host.reconfigure(id, configuration(callback.value), `${id}`);
      else if (callback.call === "open stream") host.open(base + callback.plugin, id);
      else {
        const upstream = host.headers(id, sent);
        const tag = upstream.find(([header]) => /^tag/.test(header))?.[0];
        return tag === undefined ? undefined : Number(valueOf(upstream, tag)!.slice(1));
      }
      return undefined;
    };

    test("in any order, with numbers used again", () => {
      fc.assert(
        fc.property(fc.array(callback, { maxLength: 16 }), (callbacks) => {
          const model = new Model();
          base += 4;
          assert.deepEqual(
            callbacks.map(play),
            callbacks.map((callback) => model.play(callback)),
          );
        }),
        { numRuns: RUNS },
      );
    });
  });
}
