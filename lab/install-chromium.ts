/**
 * Finds Chromium, or installs Debian's; then builds the page. Status 2 and a sentence where this machine cannot have it.
 * CHROMIUM names another one.
 */
import { execFileSync, spawnSync } from "node:child_process";

const program = process.env["CHROMIUM"] ?? "chromium";
const has = () => spawnSync(program, ["--version"]).status === 0;

if (!has() && process.getuid?.() === 0) {
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    spawnSync("apt-get", args, { stdio: ["ignore", 2, 2] });
  }
}
if (has()) {
  execFileSync("make", ["--silent", "page"], { stdio: ["ignore", 2, 2] });
  console.log(execFileSync(program, ["--version"], { encoding: "utf8" }).trim());
} else {
  console.error(`${program} not found. Install Debian's package chromium, or name another one in CHROMIUM.`);
  process.exitCode = 2;
}
