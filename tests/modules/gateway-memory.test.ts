import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Host } from "../emulated/host.ts";
import { load, user, rule, config, reserving, ARTICLE } from "../emulated/gateway.ts";

describe("memory stays flat", () => {
  const sizeAfter = (host: Host, times: number, play: (i: number) => void) => {
    for (let i = 0; i < times; ++i) play(i);
    return host.exports.memory.buffer.byteLength;
  };

  test("over 1,000,000 requests", () => {
    const host = load();
    const plugin = host.configure(ARTICLE);
    const lines = Array.from({ length: 1000 }, (_, i) => [user(String(i))]);
    const play = (i: number) => void host.request(plugin, lines[i % 1000]!);
    const before = sizeAfter(host, 1000, play);
    assert.equal(sizeAfter(host, 1_000_000, play), before);
  });

  test("over 100,000 requests of which each has headers that are reserved by prefix", () => {
    const host = load();
    const plugin = host.configure(reserving(["appver-*"], rule("a", 10, "v2")));
    const play = (i: number) =>
      void host.request(plugin, [
        user(String(i)),
        [`appver-${i}`, Buffer.from("v2")],
        ["appver-a", Buffer.from("v2")],
      ]);
    const before = sizeAfter(host, 1000, play);
    assert.equal(sizeAfter(host, 100_000, play), before);
  });

  test("over 20,000 updates, good and bad, with a stream between", () => {
    const host = load();
    let old = host.configure(ARTICLE);
    const play = (i: number) => {
      const update = host.configure(i % 3 === 0 ? config(rule("a", 101, "v2")) : ARTICLE);
      host.request(update, [user("0005")]);
      host.close(old);
      old = update;
      host.logs.length = 0;
    };
    const before = sizeAfter(host, 500, play);
    assert.equal(sizeAfter(host, 20_000, play), before);
  });
});
