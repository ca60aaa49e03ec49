/**
 * `node --import tsx bench/compare.ts BASE [HEAD]` measures the filter of two git refs side by side on the real Envoy and
 * says whether they differ. Without HEAD it is the filter as built in this checkout.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CASE_NAMES } from "./cases.ts";
import { compare, COPIES } from "./comparison.ts";
import { added, difference, noisyRounds, type Figure } from "./figures.ts";
import { buildLoad } from "./peers.ts";
import { Meter } from "./rounds.ts";
import { FILTER, hashTagging, NONE } from "./variants.ts";

const REPOSITORY = join(import.meta.dirname, "..");
const EFFORT = { generations: 1, passes: 2, ms: 100 };
const BASE = "base";
const HEAD = "head";

/** Builds the filter of a ref in a folder of its own, with the compiler that the ref asks for. */
function build(ref: string, folder: string): string {
  const run = (command: string, args: string[], cwd: string) =>
    execFileSync(command, args, { cwd, maxBuffer: 1 << 30 });
  const archive = run("git", ["archive", "--format=tar", ref], REPOSITORY);
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  const lock = (root: string) => readFileSync(join(root, "package-lock.json"), "utf8");
  if (lock(folder) !== lock(REPOSITORY)) run("npm", ["ci"], folder);
  else symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  run("npx", ["asc", "assembly/index.ts", "--target", "filter"], folder);
  return join(folder, "build", "hash-tagging.wasm");
}

function verdict({ low, high }: Figure): string {
  if (low > 0) return "head costs more";
  return high < 0 ? "head costs less" : "no difference seen";
}

const [base, head] = process.argv.slice(2);
if (base === undefined) {
  console.error("usage: make bench-compare BASE=ref [HEAD=ref]");
  process.exit(2);
}
const folders = {
  base: mkdtempSync(join(tmpdir(), "hash-tagging-base-")),
  head: mkdtempSync(join(tmpdir(), "hash-tagging-head-")),
};
try {
  const variants = [
    NONE,
    hashTagging(build(base, folders.base), BASE),
    hashTagging(head === undefined ? FILTER : build(head, folders.head), HEAD),
  ];
  const comparison = await compare(variants, COPIES, new Meter(await buildLoad()), EFFORT);
  console.log(`base: ${base}, head: ${head ?? "this checkout"}; µs of CPU that the filter adds to a request`);
  for (const name of CASE_NAMES) {
    const rounds = comparison[name];
    const [before, after] = [BASE, HEAD].map((variant) =>
      added(rounds, variant, NONE.name, COPIES).median.toFixed(2),
    );
    const change = difference(rounds, HEAD, BASE, COPIES);
    const range = `${change.median.toFixed(2)} (95 %: ${change.low.toFixed(2)} to ${change.high.toFixed(2)})`;
    console.log(`${name.padEnd(9)} base ${before}  head ${after}  difference ${range}: ${verdict(change)}`);
  }
  const { rounds, noisy } = noisyRounds(Object.values(comparison));
  if (noisy * 2 > rounds)
    console.log(
      `${noisy} of ${rounds} rounds were noisy: say nothing before a quiet machine has said it too.`,
    );
} finally {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
}
