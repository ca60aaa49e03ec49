// A module that tells of itself while it runs. Binaryen, which AssemblyScript compiles with, puts the calls in.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TOOL = join(import.meta.dirname, "../../node_modules/binaryen/bin/wasm-opt");
const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "sign-ext",
  "mutable-globals",
  "nontrapping-float-to-int",
];

/** Every condition is told to the import "log-branch" of "fuzzing-support", with its outcome and a number; it hands the outcome back. */
export const BRANCHES = ["--randomize-branch-hints", "--instrument-branch-hints"];
/** Every function, turn of a loop and return is told to the import "log_execution" of "work". */
export const EXECUTION = ["--log-execution=work"];

/** The module after these passes of Binaryen. */
export function instrumented(wasm: Uint8Array, passes: readonly string[]): Buffer {
  const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-instrumented-"));
  try {
    const [input, output] = [join(scratch, "in.wasm"), join(scratch, "out.wasm")];
    writeFileSync(input, wasm);
    const features = FEATURES.map((feature) => `--enable-${feature}`);
    const args = [TOOL, ...features, input, ...passes, "-o", output];
    execFileSync(process.execPath, args, { stdio: "pipe" });
    return readFileSync(output);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
