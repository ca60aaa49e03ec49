// Whatever fails below or in the native module, the request passes and the next one is served.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Line } from "../emulated/host.ts";
import { FAULTS, faultyModule } from "./faulty.ts";
import { BUILT, compileHost, Script } from "./player.ts";

const line = (name: string, value: string): Line => [name, Buffer.from(value)];
const REQUEST = [line("x-user-id", "0005"), line("appver-a", "forged")];
const tagged = (tag: string) => [line("x-user-id", "0005"), line("appver-a", tag)];
const rules = (tagValue: string) =>
  JSON.stringify({
    rules: [{ header: "x-user-id", modulo: 1, tagHeader: "appver-a", policies: [{ range: 1, tagValue }] }],
  });

describe("a trap", () => {
  let program: string;
  let module: string;
  before(async () => {
    program = compileHost("play");
    module = await faultyModule();
  });

  for (const fault of FAULTS) {
    it(`of ${fault} lets the request pass, and the worker goes on with a new VM`, () => {
      const script = new Script().configure(0, "shop", "");
      const faulty = [line("x-fault", fault), line("appver-a", "forged")];
      for (let i = 0; i < 20; ++i) script.request(0, i % 2, faulty).request(0, i % 2, REQUEST);
      const answers = script.play(program, module);
      assert.deepEqual(answers.logs(), []);
      for (let i = 0; i < 20; ++i) {
        const passed = fault === "late" ? [faulty[0], line("appver-a", "v2")] : faulty;
        assert.deepEqual(answers.lines(), passed);
        assert.deepEqual(answers.lines(), tagged("v2"));
      }
    });
  }
});

describe("memory that cannot be had", () => {
  it("costs at most the tags of one configuration, or of one request", () => {
    const program = compileHost("play", ["-DFAULTS"]);
    const ALLOCATIONS = 60;
    const script = new Script();
    for (let i = 1; i <= ALLOCATIONS; ++i) {
      script.configure(0, `shop-${i}`, rules("v1")).fail(i);
      script.configure(0, `shop-${i}`, rules("v2")).request(0, 0, REQUEST).request(0, 1, REQUEST);
      script.fail(0).configure(0, `shop-${i}`, rules("v3")).request(0, 0, REQUEST).request(0, 1, REQUEST);
    }
    const answers = script.play(program, BUILT);
    let fails = 0;
    for (let i = 1; i <= ALLOCATIONS; ++i) {
      answers.logs();
      answers.logs();
      for (let worker = 0; worker < 2; ++worker) {
        const [, tag] = answers.lines();
        const value = String(tag![1]);
        assert.ok(["v1", "v2", "forged"].includes(value), value);
        if (value !== "v2") ++fails;
      }
      answers.logs();
      for (let worker = 0; worker < 2; ++worker) assert.deepEqual(answers.lines(), tagged("v3"));
    }
    assert.ok(fails > 0);
  });
});
