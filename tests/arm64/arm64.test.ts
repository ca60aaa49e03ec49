// The native module of arm64, compiled here, and played by qemu in the stand-in for Envoy.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, it } from "node:test";
import { differential } from "../native/differential.ts";
import { compileHost, scratch } from "../native/player.ts";
import { playVectors } from "../native/vectors.ts";

const ROOT = join(import.meta.dirname, "../..");
const MODULE = join(ROOT, "build/libhash_tagging-arm64.so");
const REQUESTS = 5_000;

let program: string;

before(() => {
  execFileSync("make", ["--silent", "native", "ARCH=arm64"], { cwd: ROOT });
  const host = compileHost("play", [], "aarch64-linux-gnu-gcc");
  program = join(scratch, "play-by-qemu");
  const command = `exec qemu-aarch64 -L /usr/aarch64-linux-gnu ${host} "$@"`;
  writeFileSync(program, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
});

playVectors("the native module of arm64", () => ({ program, module: MODULE }));

it(`${REQUESTS} requests get from the native module of arm64 what they get from the wasm module`, () => {
  differential(Date.now() % 0xffff_ffff, REQUESTS, program, MODULE);
});
