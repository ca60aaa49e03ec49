// The native module and its shim under the sanitizers of the compiler, on the stand-in for Envoy. `make sanitize` plays more.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import type { Line } from "../emulated/host.ts";
import { differential } from "./differential.ts";
import { FAULTS, faultyModule } from "./faulty.ts";
import { compileHost, compileModule, Script } from "./player.ts";

const REQUESTS = Number(process.env["REQUESTS"] ?? 1_000);
const UPDATES = Number(process.env["UPDATES"] ?? 60);

// A sanitizer's own frames are large; what is compiled for it is slow enough without the optimizer's time.
const COMMON = ["-O1", "-fno-omit-frame-pointer", "-Wno-frame-larger-than", "-fno-sanitize-recover=all"];
const MEMORY = ["-fsanitize=address,undefined", ...COMMON];
const THREADS = ["-fsanitize=thread", ...COMMON];

describe("AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer", () => {
  it(`find nothing in ${REQUESTS} requests and their updates`, () => {
    differential(7, REQUESTS, compileHost("play", MEMORY), compileModule("memory", MEMORY));
  });

  it("find nothing in traps", async () => {
    const script = new Script().configure(0, "shop", "");
    for (const fault of FAULTS) {
      const line: Line = ["x-fault", Buffer.from(fault)];
      for (let i = 0; i < 10; ++i) script.request(0, i % 4, [line]).request(0, i % 4, []);
    }
    script.play(compileHost("play", MEMORY), await faultyModule(MEMORY));
  });
});

describe("ThreadSanitizer", () => {
  it(`finds nothing while rules change ${UPDATES} times under four busy workers`, () => {
    const stress = compileHost("stress", THREADS);
    const said = execFileSync(stress, [compileModule("threads", THREADS), String(UPDATES)], {
      encoding: "utf8",
      timeout: 600_000,
    });
    assert.match(said, new RegExp(`^${UPDATES} updates, \\d+ requests, 0 wrong\n$`));
  });
});
