// A new file, in whatever new folder, is built, covered and tested.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Plays with a copy of these files and folders, which it may change. */
function withCopy(paths: string[], play: (copy: string) => void): void {
  const copy = mkdtempSync(join(tmpdir(), "hash-tagging-sources-"));
  const filter = (path: string) => !path.includes("node_modules");
  try {
    for (const path of paths) cpSync(join(root, path), join(copy, path), { recursive: true, filter });
    play(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe("a new file makes stale what is built from it, and nothing else", () => {
  const FILTERS = ["build/hash-tagging.wasm", "build/hash-tagging-response.wasm"];
  const PROPAGATION = "build/header-propagation.wasm";
  const [CORE, CLI] = ["build/core.js", "build/cli/main.js"];
  const cases: [file: string, stale: string[]][] = [
    ["assembly/core/new/deep/file.ts", [...FILTERS, PROPAGATION, CORE, CLI]],
    ["assembly/new/deep/file.ts", [...FILTERS, PROPAGATION]],
    ["lib/new/deep/file.ts", [CLI]],
    ["cli/new/deep/file.ts", [CLI]],
  ];
  for (const [file, stale] of cases) {
    test(file, () =>
      withCopy(
        ["Makefile", "package-lock.json", "asconfig.json", "assembly", "lib", "cli", "tsconfig.json"],
        (copy) => {
          const now = Date.now() / 1000;
          const targets = [...FILTERS, PROPAGATION, CORE, CLI];
          for (const target of ["node_modules/.package-lock.json", ...targets]) {
            write(join(copy, target), "");
            utimesSync(join(copy, target), now + 60, now + 60);
          }
          const isFresh = (target: string) =>
            spawnSync("make", ["--question", target], { cwd: copy }).status === 0;
          assert.deepEqual(targets.filter(isFresh), targets);
          write(join(copy, file), "");
          utimesSync(join(copy, file), now + 120, now + 120);
          assert.deepEqual(
            targets.filter((target) => !isFresh(target)),
            stale,
          );
        },
      ),
    );
  }

  const compiled: [project: string, file: string, text: string, error: RegExp][] = [
    ["cli", "cli/new/deep/file.ts", 'export const wrong: number = "";\n', /\(1,14\): error TS2322/],
    ["lib", "lib/new/deep/file.ts", 'export const wrong: number = "";\n', /\(1,14\): error TS2322/],
    ["lib", "lib/file.ts", 'import "node:fs";\n', /\(1,8\): error TS2882/],
    ["lib", "lib/process.ts", "export const files = process.argv;\n", /\(1,22\): error TS2591/],
    ["lib", "lib/page.ts", "export const page = document.body;\n", /\(1,21\): error TS2584/],
  ];
  for (const [project, file, text, error] of compiled) {
    test(`the compiler of ${project}/ refuses in ${file}: ${text.trim()}`, () =>
      withCopy(["package.json", "tsconfig.json", "lib", "cli"], (copy) => {
        symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
        symlinkSync(join(root, "build"), join(copy, "build"));
        write(join(copy, file), text);
        const tsc = join(root, "node_modules/typescript/bin/tsc");
        const options = { cwd: copy, encoding: "utf8" } as const;
        const { stdout } = spawnSync(process.execPath, [tsc, "-p", project, "--noEmit"], options);
        assert.ok(stdout.startsWith(file), stdout);
        assert.match(stdout, error);
      }));
  }
});

describe("the unit tests", () => {
  const BYTES = 'import { utf8 } from "../../../assembly/core/new/bytes";\n';
  const SPEC = 'describe("new", () => { it("runs", () => { expect(utf8("a").length).toBe(1); }); });\n';

  test("run a spec in a new folder, and ask that it covers a new file, whatever its name", () =>
    withCopy(["package.json", "assembly", "tests/unit"], (copy) => {
      symlinkSync(join(root, "tests/unit/node_modules"), join(copy, "tests/unit/node_modules"));
      cpSync(join(root, "assembly/core/text/bytes.ts"), join(copy, "assembly/core/new/bytes.ts"), {
        recursive: true,
      });
      write(join(copy, "assembly/core/new/index.ts"), "export function untested(): void {}\n");
      write(join(copy, "tests/unit/new/bytes.spec.ts"), BYTES + SPEC);
      const run = join(copy, "tests/unit/run.ts");
      const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", run], {
        cwd: root,
        encoding: "utf8",
      });
      assert.match(stdout, /new\/bytes\.spec\.ts Pass: 1 \/ 1/);
      assert.match(stderr, /^new\/bytes\.ts is covered to \d+(\.\d)? %, below 100 %$/m);
      assert.match(stderr, /^new\/index\.ts is not in the coverage table$/m);
      assert.doesNotMatch(stderr, /^bytes\.ts/m);
      assert.match(stdout, /\d+ passed, 3 failed$/m);
    }));
});

test("a test file that no suite runs is an error", () => {
  withCopy(["package.json", "tests"], (copy) => {
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    write(join(copy, "tests/new/forgotten.test.ts"), "");
    const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "tests/run.ts", "build"], {
      cwd: copy,
      encoding: "utf8",
    });
    assert.equal(stderr, "no suite runs tests/new/forgotten.test.ts: name it in tests/run.ts\n");
    assert.equal(status, 2);
  });
});
