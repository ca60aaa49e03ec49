// What the examples have of a release is what the command line writes for it.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folderOf } from "../../lib/release/folder.ts";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { MODULES, read } from "./files.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const RELEASES = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "release.yaml")));

describe("the folders of an example are what release writes", () => {
  for (const example of RELEASES) {
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

/** What the same releases are by hand in the other examples; the mixed canary was so up to the commit f145b46, the release to testers up to b514f6a. */
const BY_HAND: Record<string, readonly string[] | string> = {
  "mixed-canary/release.yaml": "417 in 9 files",
  "tester-release/release.yaml": "199 in 4 files",
  "releases/lanes.yaml": [
    "traffic-lanes/apps/mesh.yaml",
    "traffic-lanes/apps/propagation.yaml",
    "traffic-lanes/loose/mesh.yaml",
    "traffic-lanes/by-hash/ingress.yaml",
    "traffic-lanes/by-hash/plugin.yaml",
  ],
  "releases/strict-lanes.yaml": [
    "traffic-lanes/apps/mesh.yaml",
    "traffic-lanes/apps/propagation.yaml",
    "traffic-lanes/strict/mesh.yaml",
  ],
  "releases/stepped-canary.yaml": [
    "argo-rollouts/per-user/mesh.yaml",
    "argo-rollouts/per-user/plugin.yaml",
    "argo-rollouts/per-user/rollout.yaml",
    "argo-rollouts/per-user/set-range.yaml",
  ],
  "releases/three-day-ramp.yaml": "–",
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
