// The rules are never overwritten by the manifest that is made of them, however the two are named.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { example } from "./command.ts";
import { shell } from "./shell.ts";

const RULES = readFileSync(example, "utf8");

const scripts: Record<string, [script: string, names: string]> = {
  "by its name": ["manifest rules.yaml -o rules.yaml", "rules.yaml"],
  "by another path": ["manifest rules.yaml -o ./rules.yaml", "./rules.yaml"],
  "read as standard input": ["manifest - -o rules.yaml < rules.yaml", "rules.yaml"],
  "read as /dev/stdin": ["manifest /dev/stdin -o rules.yaml < rules.yaml", "rules.yaml"],
  "read by a descriptor": ["manifest /proc/self/fd/3 -o rules.yaml 3< rules.yaml", "rules.yaml"],
  "read through a link": ["ln -s rules.yaml in; manifest in -o rules.yaml", "rules.yaml"],
  "written through a link": ["ln -s rules.yaml out; manifest rules.yaml -o out", "out"],
  "written through a link, from standard input": [
    "ln -s rules.yaml out; manifest - -o out < rules.yaml",
    "out",
  ],
  "by a second name of the file": ["ln rules.yaml out; manifest rules.yaml -o out", "out"],
  "as standard output": ["manifest rules.yaml >> rules.yaml", "standard output"],
  "as standard output and input": ["manifest - < rules.yaml 1<> rules.yaml", "standard output"],
  "as /dev/stdout": ["manifest rules.yaml -o /dev/stdout >> rules.yaml", "/dev/stdout"],
};
for (const [what, [script, name]] of Object.entries(scripts)) {
  test(`refuses to write over the rules ${what}`, () => {
    const { status, stdout, stderr, files } = shell(script);
    const line = `${name}: holds the rules; write to another file\n`;
    assert.deepEqual({ status, stdout, stderr }, { status: 2, stdout: "", stderr: line });
    assert.deepEqual(new Set(Object.values(files)), new Set([RULES]));
  });
}

test("one pipe, terminal or device for both is no file to be lost", () => {
  assert.deepEqual(shell("manifest - </dev/null >/dev/null").stderr, "<stdin>: the file is empty\n");
  const { status, stderr } = shell("cat rules.yaml | manifest - | cat >plugin.yaml");
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
});
