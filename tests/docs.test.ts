// What the pages name is there: files, headings, make targets, verbs and options, the ids of errors.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as ids from "../assembly/core/config/ids.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");

const FENCE = /^```.*\n([\s\S]*?)^```/gm;

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): string[] {
  const headings = [
    ...read(page)
      .replace(FENCE, "")
      .matchAll(/^#+ (.*)$/gm),
  ];
  return headings.map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The links of a page to files of the repository, with their anchors. */
function links(page: string): { file: string; anchor: string }[] {
  const targets = [
    ...read(page)
      .replace(FENCE, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, to = ""]) => to);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = "", anchor = ""] = target.split("#");
      return { file: path === "" ? page : normalize(join(dirname(page), path)), anchor };
    });
}

/** The lines of a page's fenced blocks that begin with a command. */
const commands = (page: string, name: string): string[] =>
  [...read(page).matchAll(FENCE)].flatMap(([, block = ""]) =>
    block.split("\n").filter((line) => line.startsWith(`${name} `)),
  );

test("the README has at most 100 lines, with make demo and make test", () => {
  const lines = read("README.md").trimEnd().split("\n");
  assert.ok(lines.length <= 100, `${lines.length} lines`);
  for (const command of ["make demo", "make test"]) assert.ok(lines.some((line) => line.startsWith(command)));
});

describe("what a page names is there", () => {
  const targets = new Set([...read("Makefile").matchAll(/^([a-z-]+):/gm)].map(([, target]) => target));

  for (const page of pages) {
    test(page, () => {
      for (const { file, anchor } of links(page)) {
        assert.ok(existsSync(join(root, file)), `${page} links ${file}`);
        assert.ok(anchor === "" || anchors(file).includes(anchor), `${page} links ${file}#${anchor}`);
      }
      for (const command of commands(page, "make")) {
        const [, target = ""] = command.split(/\s+/);
        assert.ok(targets.has(target), `${page}: ${command}`);
      }
    });
  }
});

test("every verb and option that a page plays is the command line's", () => {
  const help = (...words: string[]) =>
    execFileSync(process.execPath, [join(root, "build/cli/main.js"), ...words, "--help"], {
      encoding: "utf8",
    });
  for (const page of pages) {
    for (const command of commands(page, "npx hash-tagging")) {
      const words = command.split("|")[0]!.split(/\s+/).slice(2);
      const text = help(words[0]!);
      for (const option of words.filter((word) => word.startsWith("--")))
        assert.ok(text.includes(option), `${page}: ${option}`);
    }
  }
});

test("docs/rules.md has a row for every id of an error, and for no other", () => {
  const rows = [...read("docs/rules.md").matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, id]) => id);
  const errors = rows.filter((id) => id!.includes("-") || id === "unquoted");
  const warnings = ["escape-in-baggage", "many-series", "tag-headers"];
  const advice = [
    "check-digits",
    "coarse-modulo",
    "idle-route",
    "never-yields",
    "nested-rules",
    "nobodys-key",
    "uneven-modulo",
    "unvouched-key",
  ];
  assert.deepEqual([...errors].sort(), [...Object.values(ids), ...warnings, ...advice].sort());
});

test("docs/features.md names tests that are there", () => {
  const named = [...read("docs/features.md").matchAll(/`(tests\/[^`]+)`/g)].map(([, file = ""]) => file);
  assert.ok(named.length > 20);
  for (const file of named) assert.ok(existsSync(join(root, file)), file);
});
