import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const REPOSITORY = join(import.meta.dirname, "..");
const BUILT = join(REPOSITORY, "build", "bench");

/** A wasm filter to compare with: one that does the same job by other means, or nothing. */
export type Peer = "empty" | "rust" | "assemblyscript-sdk" | "go";

/** How each is built, from its folder, into a module. */
const BUILDS: Record<Peer, (folder: string, module: string) => Promise<void>> = {
  async empty(folder, module) {
    await tool(REPOSITORY, "npx", [
      "asc",
      join(folder, "index.ts"),
      "-O3",
      "--runtime",
      "stub",
      "-o",
      module,
    ]);
  },
  async rust(folder, module) {
    const target = join(BUILT, "cargo");
    await tool(folder, "rustup", ["target", "add", "wasm32-wasip1"]);
    await tool(folder, "cargo", ["build", "--release", "--target", "wasm32-wasip1", "--target-dir", target]);
    await copyFile(join(target, "wasm32-wasip1", "release", "hash_tagging.wasm"), module);
  },
  async "assemblyscript-sdk"(folder, module) {
    if (!existsSync(join(folder, "node_modules", ".package-lock.json"))) await tool(folder, "npm", ["ci"]);
    await tool(folder, "npx", ["asc", "index.ts", "--config", "asconfig.json", "-o", module]);
  },
  async go(folder, module) {
    const flags = ["-buildmode=c-shared", "-trimpath", "-ldflags=-s -w"];
    await tool(folder, "go", ["build", ...flags, "-o", module, "."], { GOOS: "wasip1", GOARCH: "wasm" });
  },
};

/** The same job as a dynamic module of Envoy, by hand in C. */
export async function buildByHand(): Promise<string> {
  const [folder, file] = [join(import.meta.dirname, "peers", "by-hand"), join(BUILT, "libby_hand.so")];
  await mkdir(BUILT, { recursive: true });
  const flags = ["-std=gnu11", "-O2", "-fPIC", "-fvisibility=hidden", "-I", join(REPOSITORY, "native")];
  await tool(folder, "cc", [...flags, "-shared", "-Wl,-z,now", "-s", "-o", file, "index.c"]);
  return file;
}

/** The module of a peer, built where there is none yet or its source is newer. */
export async function buildPeer(peer: Peer): Promise<string> {
  const folder = join(import.meta.dirname, "peers", peer);
  const module = join(BUILT, `${peer}.wasm`);
  if (!existsSync(module) || (await changed(folder)) > (await stat(module)).mtimeMs) {
    await mkdir(BUILT, { recursive: true });
    await BUILDS[peer](folder, module);
  }
  return module;
}

/** When a file of a peer last changed. */
async function changed(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const own = files.filter((file) => !file.includes("node_modules"));
  return Math.max(...(await Promise.all(own.map(async (file) => (await stat(join(folder, file))).mtimeMs))));
}

/** Builds the load generator and gives its program. */
export async function buildLoad(): Promise<string> {
  const program = join(BUILT, "load");
  await tool(join(import.meta.dirname, "load"), "go", ["build", "-trimpath", "-o", program, "."]);
  return program;
}

/** Runs a program that must succeed; the error has what it printed. */
async function tool(
  cwd: string,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  try {
    await run(command, args, { cwd, env: { ...process.env, ...env } });
  } catch (error) {
    const { code, stderr, stdout } = error as { code?: string; stderr?: string; stdout?: string };
    const fault = code === "ENOENT" ? "not installed" : `failed in ${cwd}\n${stdout}${stderr}`;
    throw new Error(`${command}: ${fault}`, { cause: error });
  }
}
