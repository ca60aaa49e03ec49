// What the pages show of the command line is what it says: each `console` block is played, line by line, in the root of
// the repository. `$ ` begins a command, `> ` at once below it goes on with it; the rest is what standard output and
// standard error then have. GOLDEN=1 writes it anew.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, scratch } from "./command.ts";
import { program } from "./shell.ts";

const BLOCK = /^```console\n([\s\S]*?)^```$/gm;
const COMMAND = /^\$ .*(?:\n> .*)*$/gm;

symlinkSync(program, join(scratch, "hash-tagging"));
const PATH = `${scratch}:${process.env["PATH"]}`;

/** A block as it has to be. A command that fails must say so itself, by `; echo $?`. */
function played(block: string): string {
  const commands = block.match(COMMAND) ?? [];
  assert.ok(block.startsWith("$ ") && commands.length > 0, `no command begins it:\n${block}`);
  return commands
    .map((command) => `${command}\n${outputOf(command.slice(2).replaceAll("\n> ", "\n"))}`)
    .join("");
}

function outputOf(script: string): string {
  const env = { ...process.env, PATH, LC_ALL: "C.UTF-8" };
  const { status, stdout } = spawnSync("sh", ["-c", `exec 2>&1\n${script}`], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  assert.equal(status, 0, `${script}\n${stdout}`);
  assert.doesNotMatch(stdout, /^(?:\$ |> |```)/m, "what a page cannot tell from a command");
  assert.ok(stdout === "" || stdout.endsWith("\n"), `its last line does not end:\n${stdout}`);
  return stdout;
}

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
});

for (const page of pages.trim().split("\n")) {
  const file = join(root, page);
  const seen = readFileSync(file, "utf8");
  if (!seen.includes("```console\n")) continue;
  test(`what ${page} shows of the command line is what it says`, () => {
    const expected = seen.replace(BLOCK, (_, block: string) => `\`\`\`console\n${played(block)}\`\`\``);
    if (process.env["GOLDEN"]) writeFileSync(file, expected);
    assert.equal(readFileSync(file, "utf8"), expected);
  });
}
