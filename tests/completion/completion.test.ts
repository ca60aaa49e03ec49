// What the real shells offer where a line ends, with the script that `completion` writes for each.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { written } from "../command-line.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-completion-"));
after(() => rmSync(scratch, { recursive: true }));

/** How each shell is asked what it offers for a line, by the file of the script. */
const SHELLS: Record<string, (script: string, line: string) => string[]> = {
  bash: (script, line) => {
    const words = [...(line.match(/=|[^ =]+/g) ?? []), ...(line.endsWith(" ") ? [""] : [])];
    const ask =
      'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hash_tagging; printf "%s\\n" "${COMPREPLY[@]}"';
    return linesOf("bash", "--norc", "-c", ask, script, ...words);
  },
  zsh: (script, line) => linesOf("zsh", "-f", join(import.meta.dirname, "capture.zsh"), script, line),
  fish: (script, line) => {
    const lines = linesOf("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, line);
    return lines.map((each) => each.split("\t")[0]!.replace(/^--[a-z-]+=/, ""));
  },
};

function linesOf(program: string, ...args: string[]): string[] {
  const text = execFileSync(program, args, { cwd: root, encoding: "utf8", timeout: 30_000 });
  return text.split("\n").filter(Boolean);
}

const help = await written(["--help"]);
const verbs = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);

const OFFERS: Record<string, readonly string[]> = {
  "hash-tagging ": verbs,
  "hash-tagging ch": ["check"],
  "hash-tagging help man": ["manifest"],
  "hash-tagging completion ": ["bash", "fish", "zsh"],
  "hash-tagging check --rec": ["--recursive"],
  "hash-tagging check --output ": ["github", "json", "sarif", "text"],
  "hash-tagging check --output=s": ["sarif"],
  "hash-tagging check rules.yaml --fail-on w": ["warning"],
  "hash-tagging manifest --phase AUTH": ["AUTHN", "AUTHZ"],
  "hash-tagging manifest rules.yaml --fail-strategy=FAIL_R": ["FAIL_RELOAD"],
};

for (const [shell, offered] of Object.entries(SHELLS)) {
  describe(shell, async () => {
    const script = join(scratch, shell);
    writeFileSync(script, await written(["completion", shell]));

    for (const [line, words] of Object.entries(OFFERS)) {
      test(line, () => {
        const seen = offered(script, line).filter((word) => line.endsWith("rec") || !word.startsWith("-")); // beside commands, options
        assert.deepEqual(seen.sort(), [...words].sort());
      });
    }

    for (const verb of verbs) {
      test(`the options of ${verb} are those of its help`, async () => {
        const options = (await written([verb, "--help"])).matchAll(/^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm);
        const seen = offered(script, `hash-tagging ${verb} --`).filter((word) => word.startsWith("--"));
        assert.deepEqual([...new Set(seen)].sort(), [...options].map(([, name]) => name!).sort());
      });
    }
  });
}

for (const shell of ["zsh", "fish"]) {
  test(`${shell} offers files where a file is due`, async () => {
    const script = join(scratch, `${shell}-files`);
    writeFileSync(script, await written(["completion", shell]));
    for (const line of ["check RE", "manifest --propagation RE"]) {
      assert.deepEqual(SHELLS[shell]!(script, `hash-tagging ${line}`), ["README.md", "RELIABILITY.md"]);
    }
  });
}

test("bash offers files where the script has no word", async () => {
  const script = join(scratch, "bash-files");
  writeFileSync(script, await written(["completion", "bash"]));
  assert.deepEqual(SHELLS["bash"]!(script, "hash-tagging check RE"), []);
  const { stdout } = spawnSync("bash", ["--norc", "-c", `source ${script}; complete -p`], {
    encoding: "utf8",
  });
  assert.equal(stdout, "complete -o bashdefault -o default -F _hash_tagging hash-tagging\n");
});
