// What leaves the build: the interface to the host, the size, and the same bytes every time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { BUDGETS } from "../cost/budgets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const filter = readFileSync(join(root, "build/hash-tagging.wasm"));
const response = readFileSync(join(root, "build/hash-tagging-response.wasm"));
const propagation = readFileSync(join(root, "build/header-propagation.wasm"));
const core = readFileSync(join(root, "build/core.wasm"));
const MODULES = [
  { name: "filter", wasm: filter, golden: "abi.txt", budget: BUDGETS.filter },
  {
    name: "module that sees answers",
    wasm: response,
    golden: "abi-response.txt",
    budget: BUDGETS.response,
  },
  {
    name: "propagation module",
    wasm: propagation,
    golden: "abi-propagation.txt",
    budget: BUDGETS.propagation,
  },
];

/** Imports, exports, and the size in KiB: what a reader of a change should see of it. */
function interfaceOf(wasm: Buffer<ArrayBuffer>): string {
  const module = new WebAssembly.Module(wasm);
  const imports = WebAssembly.Module.imports(module).map((i) => `import ${i.kind} ${i.module}.${i.name}`);
  const exports = WebAssembly.Module.exports(module).map((e) => `export ${e.kind} ${e.name}`);
  return [...imports.sort(), ...exports.sort(), `size ${Math.ceil(wasm.length / 1024)} KiB`, ""].join("\n");
}

for (const { name, wasm, golden, budget } of MODULES) {
  test(`the ${name}'s imports, exports and size are those of the golden file`, () => {
    const file = join(root, "tests/golden", golden);
    if (process.env["GOLDEN"]) writeFileSync(file, interfaceOf(wasm));
    assert.equal(interfaceOf(wasm), readFileSync(file, "utf8"));
  });

  test(`the ${name} is at most ${budget} bytes`, () => {
    assert.ok(wasm.length <= budget, `${wasm.length} bytes`);
  });
}

test("the core asks nothing of a host but a place to report a bug", () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(core));
  assert.deepEqual(
    imports.map((i) => `${i.module}.${i.name}`),
    ["env.abort"],
  );
});

test("a build in another folder gives the same bytes", () => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-build-"));
  try {
    for (const path of ["assembly", "asconfig.json"]) {
      cpSync(join(root, path), join(folder, "another", path), { recursive: true });
    }
    const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
    for (const [entry, target, built] of [
      ["assembly/gateway/index.ts", "filter", filter],
      ["assembly/gateway-response/index.ts", "response", response],
      ["assembly/sidecar/index.ts", "propagation", propagation],
      ["assembly/core/index.ts", "core", core],
    ] as const) {
      const out = join(folder, `${target}.wasm`);
      const args = [asc, entry, "--target", target, "--outFile", out];
      execFileSync(process.execPath, args, { cwd: join(folder, "another") });
      assert.ok(readFileSync(out).equals(built), `${target} differs from build/: run make build`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
