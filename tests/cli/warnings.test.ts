import assert from "node:assert/strict";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { manifest, pluginIn, refused, rule } from "./command.ts";

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

const TOLD = `response: { header: x-mix }\nrules: ${JSON.stringify([rule("t", 10, "v")])}\n`;

test("rules that tell the browser something want a URL that names their module", async () => {
  const { status, stderr } = await manifest(TOLD);
  assert.equal(status, 0);
  assert.match(
    stderr,
    /^--url: warning: module: [^\n]* hash-tagging-response alone, and this names another\n$/,
  );
  const named = await cli(
    ["manifest", "-", "--url", "oci://registry.example/hash-tagging-response:1.0.0"],
    TOLD,
  );
  assert.deepEqual({ status: named.status, stderr: named.stderr }, { status: 0, stderr: "" });
});

test("--sha256 auto does not give them the digest of the other module", () =>
  refused(manifest(TOLD, "--sha256", "auto"), /^--sha256: auto is the digest of hash-tagging; /));
