// A module that tells of itself while it runs: calls are put into its text, as wabt writes it, an instruction a line.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TOOLS = join(import.meta.dirname, "../../node_modules/wabt/bin");
const CONDITION = "$told.condition";
const STEP = "$told.step";
const IMPORTS = `(module
  (import "told" "condition" (func ${CONDITION} (param i32 i32) (result i32)))
  (import "told" "step" (func ${STEP}))`;

/** What the module calls. */
export interface Told {
  /** A condition, as it came out, and its number. What comes back is taken in its place: it should be the same. */
  condition(outcome: number, number: number): number;
  /** A call, or a turn of a loop. */
  step(): void;
}

/** The same module, which imports the functions of Told from "told". */
export function instrumented(wasm: Uint8Array): Buffer {
  const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-instrumented-"));
  try {
    const [input, text, output] = ["in.wasm", "told.wat", "out.wasm"].map((name) => join(scratch, name));
    writeFileSync(input!, wasm);
    run("wasm2wat", ["--generate-names", input!, "-o", text!]);
    writeFileSync(text!, telling(readFileSync(text!, "utf8")));
    run("wat2wasm", [text!, "-o", output!]);
    return readFileSync(output!);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function telling(text: string): string {
  let conditions = 0;
  return text
    .replace("(module", IMPORTS)
    .replace(/^ +(call|call_indirect) /gm, `call ${STEP}\n$&`)
    .replace(/^ +loop .*/gm, `$&\ncall ${STEP}`)
    .replace(/^ +(if|br_if) /gm, (line) => `i32.const ${conditions++}\ncall ${CONDITION}\n${line}`);
}

function run(tool: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(TOOLS, tool), ...args], { stdio: "pipe" });
}
