// The walls between the parts of the project stand, and each of them can fall.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import rules from "./rules.cjs";

const ROOT = join(import.meta.dirname, "../..");
const PARTS = ["assembly", "lib", "cli", "web", "release", "lab", "bench"];

interface Cruise {
  summary: { violations: { from: string; rule: { name: string } }[]; totalCruised: number };
}

/** What dependency-cruiser finds in a checkout. */
function cruise(checkout: string): Cruise["summary"] {
  const program = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(ROOT, "tests/walls/rules.cjs");
  const args = [program, "--config", config, "--output-type", "json", ...PARTS];
  const options = { cwd: checkout, encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, args, options);
  assert.equal(stderr, "");
  return (JSON.parse(stdout) as Cruise).summary;
}

/** What breaks each rule: a file, what it imports, and what the rule then names. */
const BREACHES: [rule: string, file: string, imports: string, named?: string][] = [
  ["no-circle", "lib/one.ts", "./two.js"],
  ["no-circle-of-folders", "lib/yaml/up.ts", "../manifest/kubernetes.js", "lib/yaml"],
  ["no-lost-import", "lab/lost.ts", "./nowhere.ts"],
  ["core-alone", "assembly/core/plan/up.ts", "../../host/env"],
  ["hash-below", "assembly/core/hash/up.ts", "../plan/plan"],
  ["host-below", "assembly/host/up.ts", "../module/streams"],
  ["gateway-alone", "assembly/gateway/aside.ts", "../sidecar/index"],
  ["sidecar-alone", "assembly/sidecar/aside.ts", "../gateway/index"],
  ["lib-alone", "lib/files.ts", "node:fs"],
  ["lib-alone", "lib/yaml/streams.ts", "../../cli/files/streams.js"],
  ["core-by-lib", "cli/verbs/built.ts", "#core"],
  ["core-by-lib", "cli/verbs/source.ts", "../../assembly/core/index"],
  ["core-by-lib", "lib/manifest/built.ts", "#core"],
  ["core-by-lib", "web/rules/built.ts", "#core"],
  ["product-alone", "cli/verbs/lab.ts", "../../lab/ports.ts"],
];

describe("the walls", () => {
  test("stand", () => {
    const { violations, totalCruised } = cruise(ROOT);
    assert.deepEqual(violations, []);
    assert.ok(totalCruised > 150);
  });

  const copy = mkdtempSync(join(tmpdir(), "hash-tagging-walls-"));
  let fallen: Cruise["summary"]["violations"];
  try {
    for (const path of [...PARTS, "package.json", "tsconfig.json"]) {
      const filter = (path: string) => !path.includes("node_modules");
      cpSync(join(ROOT, path), join(copy, path), { recursive: true, filter });
    }
    for (const file of ["core.js", "core.d.ts"]) cpSync(join(ROOT, "build", file), join(copy, "build", file));
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    writeFileSync(join(copy, "lib/two.ts"), 'import "./one.js";\n');
    for (const [, file, imports] of BREACHES) writeFileSync(join(copy, file), `import "${imports}";\n`);
    fallen = cruise(copy).violations;
  } finally {
    rmSync(copy, { recursive: true });
  }
  for (const [name, file, imports, named = file] of BREACHES) {
    test(`${name} falls where ${file} imports ${imports}`, () => {
      const found = fallen.filter(({ rule }) => rule.name === name).map(({ from }) => from);
      assert.ok(found.includes(named), `${name}: ${found.join(", ")}`);
    });
  }

  test("are all tried", () => {
    const tried = new Set(BREACHES.map(([name]) => name));
    assert.deepEqual(
      rules.forbidden.map(({ name }) => name),
      [...tried],
    );
  });
});
