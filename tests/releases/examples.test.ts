// What the examples have of a release is what the command line writes for it.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
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
        assert.deepEqual(readdirSync(folder).sort(), [...files.keys()].sort());
        for (const [name, text] of files)
          assert.equal(readFileSync(join(folder, name), "utf8"), text, `${folder}/${name}`);
      }
    });
  }
});
