import { spawn, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { MissingPart } from "./install-envoy.ts";

const REPORT_EVERY = 200;

/**
 * Builds programs, by their packages, into the folder `into`, from the sources that go.mod and go.sum in `folder` pin.
 * Throws MissingPart where there is no Go.
 */
export async function goBuild(folder: string, packages: string[], into: string): Promise<void> {
  if (spawnSync("go", ["version"]).error) throw new MissingPart("Go not found. Install Go 1.26 or newer.");
  await mkdir(into, { recursive: true });
  const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-v"];
  const go = spawn("nice", ["go", "build", "-C", folder, ...flags, "-o", `${into}/`, ...packages], {
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
