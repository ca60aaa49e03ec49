// The file that `make native` builds.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { compileString } from "assemblyscript/asc";

const root = join(import.meta.dirname, "../..");
const built = join(root, "build/libhash_tagging.so");

/** What the shim asks of a module, and an import that Envoy's interface for wasm does not have. */
const UNKNOWN_IMPORT = `
@external("env", "proxy_ask_the_moon") declare function ask(): u32;
export function proxy_on_memory_allocate(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: u32, parent: u32): void {}
export function proxy_on_configure(id: u32, size: u32): u32 { return ask(); }
export function proxy_on_tick(id: u32): void {}
export function proxy_on_request_headers(id: u32, headers: u32, end: u32): u32 { return 0; }
`;

describe("the native module", () => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-native-"));
  after(() => rmSync(folder, { recursive: true }));

  it("has the same bytes when it is built in another folder", () => {
    cpSync(join(root, "native"), join(folder, "native"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const again = join(folder, "again.so");
    execFileSync(join(folder, "native/build.sh"), [join(root, "build/hash-tagging.wasm"), again]);
    assert.ok(readFileSync(again).equals(readFileSync(built)));
  });

  it("is not built from a module with an import that the shim lacks, which is named", async () => {
    const { binary, stderr } = await compileString(UNKNOWN_IMPORT, { runtime: "stub", use: ["abort="] });
    assert.ok(binary, stderr.toString());
    writeFileSync(join(folder, "unknown.wasm"), binary);
    const build = [join(root, "native/build.sh"), join(folder, "unknown.wasm"), join(folder, "unknown.so")];
    const { status, stderr: said } = spawnSync(build[0]!, build.slice(1), { encoding: "utf8" });
    assert.notEqual(status, 0);
    assert.match(said, /undefined reference to [`']w2c_env_proxy_ask_the_moon'/);
  });

  it("is not built for musl", () => {
    const cc = join(folder, "musl-cc");
    writeFileSync(cc, "#!/bin/sh\necho x86_64-alpine-linux-musl\n", { mode: 0o755 });
    const built = spawnSync(join(root, "native/build.sh"), ["any.wasm", join(folder, "musl.so")], {
      encoding: "utf8",
      env: { ...process.env, CC: cc },
    });
    assert.equal(built.status, 1);
    assert.match(built.stderr, /compiles for musl, and Envoy is built for glibc/);
  });

  it("takes no callback of Envoy's for granted, and needs nothing but the C library and its loader", () => {
    const undefinedSymbols = execFileSync("nm", ["-D", "--undefined-only", built], { encoding: "utf8" });
    const envoys = undefinedSymbols.split("\n").filter((line) => line.includes("envoy_dynamic_module"));
    assert.ok(envoys.length > 10);
    for (const line of envoys) assert.match(line, /^ +w /);
    const header = execFileSync("readelf", ["-d", built], { encoding: "utf8" });
    const libraries = [...header.matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name);
    for (const library of libraries) assert.match(library!, /^(lib[cm]\.so\.6|ld-linux.*)$/);
    assert.match(header, /\bNOW\b/);
  });
});
