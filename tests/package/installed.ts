// The package as npm packs it, installed into an empty folder.
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const folder = realpathSync(mkdtempSync(join(tmpdir(), "hash-tagging-package-")));
after(() => rmSync(folder, { recursive: true }));

const QUIET = ["--no-audit", "--no-fund", "--loglevel=error"];
const npm = (...args: string[]) =>
  execFileSync("npm", args, { cwd: folder, encoding: "utf8", timeout: 300_000 });

const [packed] = JSON.parse(npm("pack", root, "--json", "--ignore-scripts")) as [
  { filename: string; files: { path: string }[] },
];
/** The paths of its files. */
export const files = packed.files.map(({ path }) => path);
npm("install", "--prefer-offline", ...QUIET, `./${packed.filename}`);

/** What the installed command says, where no other program is but Node's own. */
export function command(args: readonly string[], input = ""): string {
  const env = { PATH: dirname(process.execPath) };
  return execFileSync(join(folder, "node_modules/.bin/hash-tagging"), args, {
    cwd: folder,
    env,
    input,
    encoding: "utf8",
  });
}
