/**
 * `make native-cost` counts what a request costs on the native module beside the one by hand, in the stand-in for Envoy, and
 * writes the table of docs/native.md anew. It counts instructions, which are the same in each run of the same compiler's code.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Case, CASE_NAMES, CASES, JOB } from "../../bench/cases.ts";
import { buildByHand } from "../../bench/peers.ts";
import { BUILT, compileHost } from "./player.ts";

const PAGE = join(import.meta.dirname, "../../docs/native.md");
const HEAD = "| a request ";
const SAID: Record<Case, string> = {
  tagged: "three tags",
  untagged: "none",
  missing: "no id",
  forged: "three forged, none allowed",
};

/** Why it cannot count on this machine; undefined where it can. */
export const REFUSED =
  process.arch === "x64"
    ? undefined
    : `native-cost takes single steps of x86-64, and this machine is ${process.arch}`;

/** Of one request: instructions of the module, and of the C library that it calls; its calls of Envoy. */
export interface Cost {
  module: number;
  library: number;
  calls: number;
}

export function costOf(program: string, module: string, name: Case): Cost {
  const lines = Object.entries(CASES[name]).flat();
  const said = execFileSync(program, [module, JOB, "1", ...lines], { encoding: "utf8" });
  const [own, library, calls] = said.split(" ").map(Number);
  return { module: own!, library: library!, calls: calls! };
}

function table(program: string, byHand: string): string {
  const cells = (module: string, name: Case) => {
    const { module: own, library, calls } = costOf(program, module, name);
    return [own, library, calls];
  };
  const rows = CASE_NAMES.map((name) => [SAID[name], ...cells(BUILT, name), ...cells(byHand, name)]);
  const head = ["a request", "module", "C library", "calls", "by hand: module", "C library", "calls"];
  return [head, head.map((_, i) => (i === 0 ? "---" : "--:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (REFUSED !== undefined) {
    console.error(REFUSED);
    process.exit(2);
  }
  const made = table(compileHost("cost"), await buildByHand());
  console.log(made);
  const page = readFileSync(PAGE, "utf8");
  const from = page.indexOf(HEAD);
  if (from < 0) throw new Error(`docs/native.md has no line that begins with "${HEAD}"`);
  writeFileSync(PAGE, page.slice(0, from) + made + page.slice(page.indexOf("\n\n", from)));
  execFileSync("npx", ["prettier", "--write", PAGE], { cwd: join(PAGE, "../.."), stdio: "ignore" });
}
