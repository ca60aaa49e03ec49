/** `make bench-commands`: how long the command line takes for many ids (IDS=, 1,000,000), each the median of five runs. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "simple-statistics";

const IDS = Number(process.env["IDS"] ?? 1_000_000);
const RUNS = 5;
const root = join(import.meta.dirname, "..");
const rules = join(root, "examples/mixed-canary/rules.yaml");
const folder = mkdtempSync(join(tmpdir(), "hash-tagging-commands-"));
const ids = join(folder, "ids.txt");

const COMMANDS = [
  ["explain", rules, "--ids", ids],
  ["explain", rules, "--ids", ids, "--output", "jsonl"],
  ["simulate", rules, "--ids", ids],
  ["simulate", rules, "--users", "100000"],
  ["diff", rules, "git:HEAD:examples/mixed-canary/rules.yaml", "--ids", ids],
  ["diff", rules, "git:HEAD:examples/mixed-canary/rules.yaml"],
];

/** Seconds from start to end, what is written going into a file. */
function seconds(words: readonly string[]): number {
  const out = openSync(join(folder, "out"), "w");
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [join(root, "build/cli/main.js"), ...words], {
    cwd: root,
    stdio: ["ignore", out, "inherit"],
  });
  closeSync(out);
  if (status !== 0) throw new Error(`${words.join(" ")}: status ${status}`);
  return (performance.now() - began) / 1000;
}

try {
  writeFileSync(ids, Array.from({ length: IDS }, (_, i) => `user-${i}\n`).join(""));
  console.log(`${IDS.toLocaleString("en")} ids; seconds: median of ${RUNS}, least, most`);
  for (const words of COMMANDS) {
    const times = Array.from({ length: RUNS }, () => seconds(words));
    const figures = [median(times), Math.min(...times), Math.max(...times)].map((time) => time.toFixed(2));
    const shown = words.join(" ").replaceAll(rules, "rules.yaml").replaceAll(ids, "ids.txt");
    console.log(`${figures.join("  ")}  ${shown}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
