// What the examples have of a release is what the command line writes for it.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, test } from "node:test";
import { folderOf } from "../../lib/release/folder.ts";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { parsedAt } from "../../lib/release/rules.ts";
import { runCases } from "../../lib/test/run.ts";
import { testsIn } from "../../lib/test/tests-text.ts";
import { MODULES, read } from "./files.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const FOLDERS = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" })
  .filter((file) => basename(file) === "release.yaml")
  .map(dirname)
  .sort();
const having = (name: string) => FOLDERS.filter((folder) => existsSync(join(EXAMPLES, folder, name)));

describe("the folders of an example are what release writes", () => {
  for (const example of having("1-baseline")) {
    const { release, states } = read(readFileSync(join(EXAMPLES, example, "release.yaml"), "utf8"));
    test(example, () => {
      for (const state of states) {
        const folder = join(EXAMPLES, example, state.folder);
        const files = folderOf(release, state, PLATFORMS.istio, MODULES);
        if (process.env["GOLDEN"]) {
          mkdirSync(folder, { recursive: true });
          for (const [name, text] of files) writeFileSync(join(folder, name), text);
        }
        assert.deepEqual(readdirSync(folder).sort(), [...files.keys()].sort());
        for (const [name, text] of files)
          assert.equal(readFileSync(join(folder, name), "utf8"), text, `${folder}/${name}`);
      }
    });
  }
});

/** In which step of its release an example has its `rules.yaml`. */
const STEPS: Record<string, number> = {
  "independent-experiments": 2,
  jwt: 2,
  "mixed-canary": 3,
  "testers-by-override": 2,
  "three-day-ramp": 2,
};

describe("the release of an example of rules has those rules in a step", () => {
  const beside = having("rules.yaml");
  assert.deepEqual(beside, Object.keys(STEPS));
  for (const example of beside) {
    test(example, () => {
      const tests = readFileSync(join(EXAMPLES, example, "tests.yaml"), "utf8");
      const { release, states } = read(readFileSync(join(EXAMPLES, example, "release.yaml"), "utf8"));
      const rules = parsedAt(release, states[STEPS[example]! - 1]!);
      const { cases, warnings } = testsIn("tests.yaml", tests, rules);
      assert.ok(cases.length >= 3);
      assert.deepEqual(warnings, []);
      assert.deepEqual(
        runCases(cases, rules, 0).filter(({ passed }) => !passed),
        [],
      );
    });
  }
});

/** What the same releases are by hand in the other examples; the mixed canary was so up to the commit f145b46, the release to testers up to b514f6a, the lanes up to 0ebecad. */
const BY_HAND: Record<string, readonly string[] | string> = {
  "mixed-canary/release.yaml": "417 in 9 files",
  "tester-release/release.yaml": "199 in 4 files",
  "traffic-lanes/weighted/release.yaml": "133 in 4 files",
  "traffic-lanes/by-header/release.yaml": "138 in 4 files",
  "traffic-lanes/by-hash/release.yaml": "187 in 5 files",
  "traffic-lanes/strict/release.yaml": "153 in 4 files",
  "releases/stepped-canary.yaml": [
    "argo-rollouts/per-user/mesh.yaml",
    "argo-rollouts/per-user/plugin.yaml",
    "argo-rollouts/per-user/rollout.yaml",
    "argo-rollouts/per-user/set-range.yaml",
  ],
  "three-day-ramp/release.yaml": "–",
  "testers-by-override/release.yaml": "–",
  "jwt/release.yaml": "–",
  "independent-experiments/release.yaml": "–",
  "releases/two-variants.yaml": "–",
};

describe("docs/release.md counts the lines", () => {
  const page = readFileSync(join(EXAMPLES, "../docs/release.md"), "utf8");
  const textOf = (file: string) => readFileSync(join(EXAMPLES, file), "utf8");
  const linesIn = (text: string) => text.split("\n").length - 1;

  for (const [file, hand] of Object.entries(BY_HAND)) {
    test(`of examples/${file}`, () => {
      const source = textOf(file);
      const { release, states } = read(source);
      const written = states.flatMap((state) => [
        ...folderOf(release, state, PLATFORMS.istio, MODULES).values(),
      ]);
      const sum = (texts: readonly string[]) =>
        `${texts.reduce((total, text) => total + linesIn(text), 0)} in ${texts.length} files`;
      const own = source.split("\n").filter((line) => /^[^#]/.test(line)).length;
      const cells = [
        `[${file}](../examples/${file})`,
        String(own),
        typeof hand === "string" ? hand : sum(hand.map(textOf)),
        sum(written),
      ];
      const row = page.split("\n").find((line) => line.includes(`[${file}]`)) ?? "";
      const seen = row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      assert.deepEqual(seen, cells);
    });
  }
});
