import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type ReadRules, rulesIn } from "../../lib/check/rules-in.js";
import { Mistake } from "../../lib/mistake.js";
import { decoded, MAX_BYTES, nameOf, readText } from "./config-file.js";

const run = promisify(execFile);

/**
 * The rules that an operator names: a file of rules, or a manifest with some, in YAML or JSON; "-" for `stdin`; or
 * git:REF:PATH, a file as a commit has it, where a relative PATH counts from this folder. Throws a Mistake with a line for
 * each error.
 */
export async function readRules(named: string, stdin: AsyncIterable<Uint8Array>): Promise<ReadRules> {
  return rulesIn(nameOf(named), await readNamed(named, stdin));
}

/** The text of such a file. */
export function readNamed(named: string, stdin: AsyncIterable<Uint8Array>): Promise<string> {
  return named.startsWith("git:") ? committed(named) : readText(named, stdin);
}

async function committed(named: string): Promise<string> {
  const [, ref = "", path = ""] = /^git:([^:]*):(.*)$/s.exec(named) ?? [];
  if (ref === "" || path === "") throw new Mistake(`${named}: write git:REF:PATH, as git:main:rules.yaml`);
  if (ref.startsWith("-")) throw new Mistake(`${named}: ${ref} is no commit, branch or tag`);
  const options = { maxBuffer: MAX_BYTES, encoding: "buffer" } as const;
  try {
    const { stdout } = await run("git", ["show", `${ref}:./${path}`], options);
    return decoded(named, stdout);
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(`${named}: ${gitReason(error)}`);
  }
}

/** What git says, in a line. */
function gitReason(error: unknown): string {
  const { code, stderr } = error as { code?: unknown; stderr?: Buffer };
  if (code === "ENOENT") return "git is not installed";
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return `more than ${MAX_BYTES} bytes; write fewer rules`;
  const [line] = String(stderr ?? "").split("\n");
  if (!line) throw error;
  return line.replace(/^(?:fatal|error): /, "");
}
