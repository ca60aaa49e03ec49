import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { writeImage } from "../../release/image.ts";
import { cli } from "../command-line.ts";
import { carried, example, manifest, root } from "./command.ts";

test("--propagation --sha256 auto is the digest of its own module", async () => {
  const module = readFileSync(join(root, "build/header-propagation.wasm"));
  const digest = createHash("sha256").update(module).digest("hex");
  const url = "https://web.example/x.wasm";
  const { stdout } = await cli(["manifest", "--propagation", carried, "--url", url, "--sha256", "auto"]);
  assert.equal(stdout.split(`\n  sha256: "${digest}"\n`).length, 3, stdout);
});

test("--sha256 auto is the digest of the built module, quoted", async () => {
  const digest = createHash("sha256")
    .update(readFileSync(join(root, "build/hash-tagging.wasm")))
    .digest("hex");
  const { stdout } = await cli([
    "manifest",
    example,
    "--url",
    "https://web.example/x.wasm",
    "--sha256",
    "auto",
  ]);
  assert.ok(stdout.includes(`\n  sha256: "${digest}"\n`), stdout);
});

test("--sha256 auto of an image is the digest of the image that was built", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-"));
  try {
    const digest = await writeImage(undefined, join(folder, "image"));
    const { stdout } = await manifest("rules: []", "--sha256", "auto");
    assert.ok(stdout.includes(`\n  sha256: "${digest.replace("sha256:", "")}"\n`), stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const digest of [
  "1".repeat(64),
  "f".repeat(64),
  "1e5".padEnd(64, "0"),
  "0x".padEnd(64, "1").replace("x", "0"),
]) {
  test(`a digest stays a string: ${digest.slice(0, 6)}…`, async () => {
    const { stdout } = await manifest("rules: []", "--sha256", digest);
    assert.ok(stdout.includes(`sha256: "${digest}"`));
  });
}
