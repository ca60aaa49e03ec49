import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "js-yaml";
import { carry, type Plugin, refused } from "./command.ts";

test("--propagation: the direction that the file names is the only one", async () => {
  for (const [direction, mode] of [
    ["inbound", "SERVER"],
    ["outbound", "CLIENT"],
  ]) {
    const { stdout } = await carry(`headers: [version]\ndirection: ${direction}\n`);
    const plugin = load(stdout) as Plugin;
    assert.equal(plugin.metadata.name, "header-propagation");
    assert.deepEqual(plugin.spec.match, [{ mode }]);
    assert.deepEqual(plugin.spec.pluginConfig, { headers: ["version"], direction });
  }
});

test("--propagation: every mistake where it stands, and nothing written", async () => {
  await refused(
    carry("headerPrefix:\n  - x-\ncorelate: x-request-id\nttl: 1.5\n"),
    '<stdin>:3:1: corelate: unknown field; did you mean "correlate"?',
    /^<stdin>:2:5: headerPrefix\[0\]: "x-" takes in "x-request-id", which is no tag; /,
    /^<stdin>:4:6: ttl: 1\.5 is not whole; /,
  );
  await refused(carry(""), "<stdin>: the file is empty");
});
