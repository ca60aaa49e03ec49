/**
 * Installs the programs that are named, each from Debian's package of its name, or from those behind a "=", where this may be
 * done; status 2 and a sentence where it may not: `node --import tsx lab/install-debian.ts zsh qemu-aarch64=qemu-user`.
 */
import { spawnSync } from "node:child_process";

const wanted = process.argv.slice(2).map((word) => {
  const [program = "", packages = program] = word.split("=");
  return { program, packages: packages.split(",") };
});
const missing = () => wanted.filter(({ program }) => spawnSync(program, ["--version"]).status !== 0);

function install(packages: string[]): void {
  if (process.getuid?.() !== 0) return;
  const get = (...words: string[]) => spawnSync("apt-get", words, { stdio: ["ignore", 2, 2] }).status;
  const all = ["install", "-y", "--no-install-recommends", ...packages];
  if (get(...all) !== 0 && get("update") === 0) get(...all);
}

const packagesOf = (parts: typeof wanted) => parts.flatMap(({ packages }) => packages);

if (missing().length > 0) install(packagesOf(missing()));
const left = missing();
if (left.length > 0) {
  const programs = left.map(({ program }) => program).join(" and ");
  console.error(`${programs} not found. Install: apt-get install ${packagesOf(left).join(" ")}`);
  process.exitCode = 2;
}
