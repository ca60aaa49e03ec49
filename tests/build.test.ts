// What leaves the build: the interface to the host, the size, and the same bytes every time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const filter = readFileSync(join(root, "build/hash-tagging.wasm"));
const core = readFileSync(join(root, "build/core.wasm"));
const SIZE_BUDGET = 24 * 1024;

function abi(wasm: Buffer<ArrayBuffer>): string {
  const module = new WebAssembly.Module(wasm);
  const imports = WebAssembly.Module.imports(module).map((i) => `import ${i.kind} ${i.module}.${i.name}`);
  const exports = WebAssembly.Module.exports(module).map((e) => `export ${e.kind} ${e.name}`);
  return [...imports.sort(), ...exports.sort(), ""].join("\n");
}

test("the filter's imports and exports are those of the golden file", () => {
  const golden = join(root, "tests/golden/abi.txt");
  if (process.env["GOLDEN"]) writeFileSync(golden, abi(filter));
  assert.equal(abi(filter), readFileSync(golden, "utf8"));
});

test("the core asks nothing of a host but a place to report a bug", () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(core));
  assert.deepEqual(
    imports.map((i) => `${i.module}.${i.name}`),
    ["env.abort"],
  );
});

test(`the filter is at most ${SIZE_BUDGET} bytes`, () => {
  assert.ok(filter.length <= SIZE_BUDGET, `${filter.length} bytes`);
});

test("a second build gives the same bytes", () => {
  const dir = mkdtempSync(join(tmpdir(), "hash-tagging-build-"));
  try {
    for (const [entry, target, built] of [
      ["assembly/index.ts", "filter", filter],
      ["assembly/core/index.ts", "core", core],
    ] as const) {
      const out = join(dir, `${target}.wasm`);
      execFileSync("node_modules/.bin/asc", [entry, "--target", target, "--outFile", out], { cwd: root });
      assert.ok(readFileSync(out).equals(built), `${target} differs from build/: run make build`);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
});
