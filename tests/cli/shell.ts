// The built program, as a shell starts it.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome } from "../command-line.ts";
import { example, IMAGE, root, scratch } from "./command.ts";

export const program = join(root, "build/cli/main.js");
const MANIFEST = `manifest() { "${process.execPath}" "${program}" manifest "$@" --url ${IMAGE}; }\n`;

/** What a run of a script comes to. */
interface Run extends Outcome {
  /** The texts of all files in its folder, by name. */
  files: Record<string, string>;
}

/** Runs `script` in a new folder that holds rules.yaml alone; in it, `manifest` is the built program's. */
export function shell(script: string): Run {
  const folder = mkdtempSync(join(scratch, "shell-"));
  copyFileSync(example, join(folder, "rules.yaml"));
  const { status, stdout, stderr } = spawnSync("sh", ["-c", MANIFEST + script], {
    cwd: folder,
    encoding: "utf8",
  });
  const names = readdirSync(folder);
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  return { status: status ?? NaN, stdout, stderr, files };
}
