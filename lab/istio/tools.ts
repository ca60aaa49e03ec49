/**
 * Istio's own programs and crane, built from the sources that go.mod and go.sum pin and kept in the cache.
 * `node --import tsx lab/istio/tools.ts` builds them ahead: minutes the first time, nothing after. Without Go it only
 * says so, as the tests that need them are skipped then.
 */
import { spawn, spawnSync } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { cached } from "../cache.ts";
import { MissingPart } from "../install-envoy.ts";

const HERE = import.meta.dirname;
const PINS = ["go.mod", "go.sum", "istiod-lab/main.go", "loopback-up/main.go"].map((file) =>
  join(HERE, file),
);
const CRANE = "github.com/google/go-containerregistry/cmd/crane";
const ISTIO = [
  "./istiod-lab",
  "./loopback-up",
  "istio.io/istio/istioctl/cmd/istioctl",
  "istio.io/istio/pilot/cmd/pilot-agent",
];
/** The template that istio-proxy's image has at /var/lib/istio/envoy. */
const BOOTSTRAP = "tools/packaging/common/envoy_bootstrap.json";
const REPORT_EVERY = 200;

/** crane alone: seconds to build, where the whole lab takes minutes. Without Go, the one on the PATH. */
export async function crane(): Promise<string> {
  if (spawnSync("go", ["version"]).error && !spawnSync("crane", ["version"]).error) return "crane";
  return join(await cached("crane", PINS.slice(0, 2), (into) => build([CRANE], into)), "crane");
}

export type IstioTool = "istiod-lab" | "loopback-up" | "istioctl" | "pilot-agent" | "envoy_bootstrap.json";

/** Where each program of the lab is. Throws MissingPart where they cannot be had. */
export async function istio(): Promise<(tool: IstioTool) => string> {
  if (process.platform !== "linux") throw new MissingPart("The Istio lab lives in namespaces of Linux.");
  const home = await cached("istio", PINS, async (into) => {
    await build(ISTIO, into);
    const { stdout } = spawnSync("go", ["list", "-C", HERE, "-m", "-f", "{{.Dir}}", "istio.io/istio"], {
      encoding: "utf8",
    });
    await copyFile(join(stdout.trim(), BOOTSTRAP), join(into, "envoy_bootstrap.json"));
  });
  return (tool) => join(home, tool);
}

async function build(packages: string[], into: string): Promise<void> {
  if (spawnSync("go", ["version"]).error) throw new MissingPart("Go not found. Install Go 1.26 or newer.");
  await mkdir(into, { recursive: true });
  const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-v"];
  const go = spawn("nice", ["go", "build", "-C", HERE, ...flags, "-o", `${into}/`, ...packages], {
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let compiled = 0;
  const said: string[] = [];
  for await (const line of createInterface(go.stderr)) {
    // With -v, go names every module it downloads and every package it compiles; anything else is a complaint.
    if (!/^(go: downloading )?[\w./@+~-]+( v\S+)?$/.test(line)) said.push(line);
    else if (++compiled % REPORT_EVERY === 0) console.error(`go build: ${compiled} modules and packages`);
  }
  const status = await new Promise<number | null>((resolve) => go.on("close", resolve));
  if (status !== 0) throw new Error(`go build failed:\n${said.join("\n")}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await crane();
    await istio();
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(error.message);
  }
}
