/**
 * `make bench-compare BASE=ref [HEAD=ref]` measures the filter of two git refs side by side on the real Envoy and
 * says whether they differ. Without HEAD it is the filter as built in this checkout.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CASE_NAMES } from "./cases.ts";
import { compare, COPIES } from "./comparison.ts";
import { added, difference, noisyRounds, type Figure } from "./figures.ts";
import { buildLoad } from "./peers.ts";
import { Meter } from "./rounds.ts";
import { FILTER, hashTagging, NONE } from "./variants.ts";
import { workOf } from "./work.ts";

const REPOSITORY = join(import.meta.dirname, "..");
const EFFORT = { generations: 3, passes: 10, ms: 250 };

function isCommit(ref: string): boolean {
  return (
    spawnSync("git", ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], { cwd: REPOSITORY }).status ===
    0
  );
}

/** Builds the filter of a ref in a folder of its own, with the compiler that the ref asks for. */
function build(ref: string, folder: string): string {
  const run = (command: string, args: string[], cwd: string) =>
    execFileSync(command, args, { cwd, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "inherit"] });
  const archive = run("git", ["archive", "--format=tar", ref], REPOSITORY);
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  const lock = (root: string) => readFileSync(join(root, "package-lock.json"), "utf8");
  if (lock(folder) !== lock(REPOSITORY)) run("npm", ["ci"], folder);
  else symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  run("make", ["build/hash-tagging.wasm"], folder);
  return join(folder, "build", "hash-tagging.wasm");
}

/** Differences below this share of the cost are as well where the processes happened to lie in memory. */
const MARGIN = 0.03;

/** An interval that is clear of the margin says so on any machine; that there is no difference, only a quiet one can tell. */
function verdict({ low, high }: Figure, cost: number, isNoisy: boolean): string {
  if (low > cost * MARGIN) return "head costs more";
  if (high < -cost * MARGIN) return "head costs less";
  return isNoisy ? "too noisy to say" : "no difference";
}

const { BASE: base, HEAD: head } = process.env;
const unknown = [base ?? "", head ?? "HEAD"].find((ref) => !isCommit(ref));
if (base === undefined || unknown !== undefined) {
  console.error(`no commit "${unknown}"; usage: make bench-compare BASE=ref [HEAD=ref]`);
  process.exit(2);
}
const folders = {
  base: mkdtempSync(join(tmpdir(), "hash-tagging-base-")),
  head: mkdtempSync(join(tmpdir(), "hash-tagging-head-")),
};
try {
  const [before, after] = [
    build(base, folders.base),
    head === undefined ? FILTER : build(head, folders.head),
  ];
  console.log(`base: ${base}, head: ${head ?? "this checkout"}`);
  console.log("calls, turns of loops and conditions of a request, the same on any machine:");
  const [done, now] = [before, after].map((file) => workOf(readFileSync(file)));
  for (const name of CASE_NAMES) console.log(`${name.padEnd(9)} base ${done![name]}  head ${now![name]}`);
  const variants = [NONE, hashTagging(before, "base"), hashTagging(after, "head")];
  const comparison = await compare(variants, COPIES, new Meter(await buildLoad()), EFFORT);
  const { rounds, noisy } = noisyRounds(Object.values(comparison));
  const isNoisy = noisy * 2 > rounds;
  console.log("µs of CPU that the filter adds to a request:");
  for (const name of CASE_NAMES) {
    const cost = (variant: string) => added(comparison[name], variant, NONE.name, COPIES).median;
    const change = difference(comparison[name], "head", "base", COPIES);
    const [middle, low, high] = [change.median, change.low, change.high].map((value) => value.toFixed(2));
    console.log(
      `${name.padEnd(9)} base ${cost("base").toFixed(2)}  head ${cost("head").toFixed(2)}  difference ${middle} (95 %: ${low} to ${high}): ${verdict(change, cost("base"), isNoisy)}`,
    );
  }
  console.log(`${noisy} of ${rounds} rounds were noisy${isNoisy ? ": try again on a quiet machine" : ""}`);
} finally {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
}
