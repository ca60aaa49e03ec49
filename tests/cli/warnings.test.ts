import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "js-yaml";
import { manifest, type Plugin, rule } from "./command.ts";

test("a warning is shown where it stands, and the manifest written", async () => {
  const many = Array.from({ length: 50 }, (_, i) => rule(`t${i}`, 10, "v"));
  const { status, stdout, stderr } = await manifest(`# many\nrules: ${JSON.stringify(many)}\n`);
  assert.equal(status, 0);
  assert.equal((load(stdout) as Plugin).spec.pluginConfig.rules.length, 50);
  assert.match(
    stderr,
    /^<stdin>:2:8: warning: tag-headers: rules: 50 tag headers may come together [^\n]*\n$/,
  );
});
