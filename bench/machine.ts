import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { envoyPath } from "../lab/install-envoy.ts";

const run = promisify(execFile);
const REPOSITORY = join(import.meta.dirname, "..");

/** What the figures hold for. */
export type Machine = Record<string, string>;

export async function thisMachine(): Promise<Machine> {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: await firstLine("git", ["describe", "--always", "--dirty"]),
    CPU: `${cpus().length} × ${cpu?.model ?? "unknown"}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    Linux: release(),
    Envoy: /\/(\d+\.\d+\.\d+)\//.exec(await firstLine(await envoyPath(), ["--version"]))?.[1] ?? "unknown",
    Node: process.versions.node,
    Go: await firstLine("go", ["env", "GOVERSION"]),
    Rust: (await firstLine("cargo", ["--version"], "bench/peers/rust")).replace(/^cargo | .*$/g, ""),
    assemblyscript: await dependency("package.json", "assemblyscript"),
    "proxy-wasm (Rust SDK)": /name = "proxy-wasm"\nversion = "(.*)"/.exec(
      await file("bench/peers/rust/Cargo.lock"),
    )![1]!,
    "@gcoredev/proxy-wasm-sdk-as": await dependency(
      "bench/peers/assemblyscript-sdk/package.json",
      "@gcoredev/proxy-wasm-sdk-as",
    ),
  };
}

const file = (path: string) => readFile(join(REPOSITORY, path), "utf8");

async function dependency(manifest: string, name: string): Promise<string> {
  return (JSON.parse(await file(manifest)) as { devDependencies: Record<string, string> }).devDependencies[
    name
  ]!;
}

async function firstLine(command: string, args: string[], folder = "."): Promise<string> {
  const { stdout } = await run(command, args, { cwd: join(REPOSITORY, folder) });
  return stdout.trim().split("\n")[0]!.trim();
}
