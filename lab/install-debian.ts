/**
 * Installs the programs that are named, each from Debian's package of its name, where this may be done; status 2 and a
 * sentence where it may not: `node --import tsx lab/install-debian.ts zsh fish`.
 */
import { spawnSync } from "node:child_process";

const programs = process.argv.slice(2);
const missing = () => programs.filter((program) => spawnSync(program, ["--version"]).status !== 0);

function install(packages: string[]): void {
  if (process.getuid?.() !== 0) return;
  const get = (...words: string[]) => spawnSync("apt-get", words, { stdio: ["ignore", 2, 2] }).status;
  const all = ["install", "-y", "--no-install-recommends", ...packages];
  if (get(...all) !== 0 && get("update") === 0) get(...all);
}

if (missing().length > 0) install(missing());
const left = missing();
if (left.length > 0) {
  console.error(`${left.join(" and ")} not found. Install: apt-get install ${left.join(" ")}`);
  process.exitCode = 2;
}
