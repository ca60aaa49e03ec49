import assert from "node:assert/strict";
import { test } from "node:test";
import { manifest, pluginIn, rule } from "./command.ts";

test("a warning is shown where it stands, and the manifest written", async () => {
  const many = Array.from({ length: 50 }, (_, i) => rule(`t${i}`, 10, "v"));
  const { status, stdout, stderr } = await manifest(`# many\nrules: ${JSON.stringify(many)}\n`);
  assert.equal(status, 0);
  assert.equal(pluginIn(stdout).spec.pluginConfig.rules.length, 50);
  assert.match(
    stderr,
    /^<stdin>:2:8: warning: tag-headers: rules: 50 tag headers may come together [^\n]*\n$/,
  );
});
