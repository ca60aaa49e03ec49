// Runs the as-pect specs and holds their coverage of the core: as-pect itself has no threshold, and on a compiler whose
// syntax tree it does not know it counts nothing and is content. Ends in "N passed, N failed".
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** Percent of the points as-pect counts in a file: what is measured today. */
const LEAST = 100;

const here = fileURLToPath(new URL("./", import.meta.url));
const core = join(here, "../../assembly/core");

interface SpecCount {
  passed: number;
  total: number;
}

/** The TypeScript files in a folder and all below it, less what npm installed, by their paths from there. */
function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(ending) && !file.startsWith(`node_modules${sep}`),
  );
}

/** The counts of every spec that ran to its end, by path. */
function specCounts(output: string): Map<string, SpecCount> {
  const lines = output.matchAll(/(\S+\.spec\.ts) Pass: (\d+) \/ (\d+)/g);
  return new Map(
    [...lines].map(([, file = "", passed, total]) => [
      file,
      { passed: Number(passed), total: Number(total) },
    ]),
  );
}

/** Percent covered of every file in as-pect's table, by its path in the core; NaN where it counted no point. */
function coverage(output: string): Map<string, number> {
  const rows = output.matchAll(/^│ (\S+) +│ ([\d.]+%|N\/A) +│/gm);
  return new Map(
    [...rows].map(([, file = "", percent = ""]) => [
      file.replace("../../assembly/core/", ""),
      parseFloat(percent),
    ]),
  );
}

/** False for a file of names alone, in which there is nothing to cover. */
function hasCode(file: string): boolean {
  return /^(export )?(abstract )?(function|class|enum)|=>/m.test(readFileSync(file, "utf8"));
}

function specFaults(counts: Map<string, SpecCount>): string[] {
  return files(here, ".spec.ts")
    .filter((file) => !counts.get(file)?.total)
    .map((file) => `${file} ran no test`);
}

function coverageFaults(percents: Map<string, number>): string[] {
  if (percents.size === 0) return ["as-pect printed no coverage table"];
  // The core's own index.ts only carries it to JavaScript: the tests of the built core go through it.
  const sources = files(core, ".ts").filter((file) => file !== "index.ts" && hasCode(join(core, file)));
  return [...sources, "total"].flatMap((file) => {
    const percent = percents.get(file);
    if (percent === undefined) return [`${file} is not in the coverage table`];
    if (Number.isNaN(percent)) return [`${file} has no point that coverage counts`];
    return percent < LEAST ? [`${file} is covered to ${percent} %, below ${LEAST} %`] : [];
  });
}

const asPect = join(here, "node_modules/@as-pect/cli/bin/asp.js");
if (!existsSync(asPect)) {
  console.error("as-pect is not installed: run npm --prefix tests/unit ci");
  process.exit(1);
}
const asp = spawnSync(process.execPath, [asPect, "--summary"], { cwd: here, encoding: "utf8" });
const specs = stripVTControlCharacters(asp.stderr);
const table = stripVTControlCharacters(asp.stdout).replace(/^[^]*?(?=Coverage Report|$)/, ""); // less as-pect's banner
console.log(specs + table.trimEnd());

const counts = specCounts(specs);
const passed = [...counts.values()].reduce((sum, count) => sum + count.passed, 0);
const total = [...counts.values()].reduce((sum, count) => sum + count.total, 0);
const faults = [...specFaults(counts), ...coverageFaults(coverage(table))];
if (asp.status !== 0 && total === passed) faults.push(`as-pect ended with ${asp.status ?? asp.signal}`);
for (const fault of faults) console.error(fault);
const failed = total - passed + faults.length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
