// Which branches of the modules' code the inputs have taken.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Host } from "../../emulated/host.ts";
import { instrumented, type Told } from "../../emulated/instrumented.ts";
import { IS_WHOLE } from "../budget.ts";

const root = join(import.meta.dirname, "../../..");
const MOST_BRANCHES = 1 << 14;

/** Which branches inputs have taken, each with the outcome of its condition. */
export const branches = {
  count: 0,
  seen: [] as Uint8Array[],
  forget(): void {
    this.count = 0;
    for (const seen of this.seen) seen.fill(0);
  },
};

/** A host of a module. While searching, the module tells which branches it takes. */
export function hostOf(name: "hash-tagging" | "hash-tagging-response" | "header-propagation"): Host {
  const file = join(root, `build/${name}.wasm`);
  if (!IS_WHOLE) return new Host(readFileSync(file));
  const seen = new Uint8Array(2 * MOST_BRANCHES);
  branches.seen.push(seen);
  const told: Told = {
    condition(outcome, number) {
      const branch = 2 * number + (outcome === 0 ? 0 : 1);
      if (seen[branch] === 0) {
        seen[branch] = 1;
        branches.count++;
      }
      return outcome;
    },
    step() {},
  };
  return new Host(instrumented(readFileSync(file)), undefined, { told: { ...told } });
}
