/** Plays configurations and requests on a native module in the stand-in for Envoy (host/), which is compiled first. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Line } from "../emulated/host.ts";

const ROOT = join(import.meta.dirname, "../..");
const HOST = join(import.meta.dirname, "host");
const WASM = join(ROOT, "build/hash-tagging.wasm");

/** What `make native` builds. */
export const BUILT = join(ROOT, "build/libhash_tagging.so");

/** A folder for what is compiled; it goes with the machine's temporary files. */
export const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-native-"));

/** Compiles a wasm module with the shim. */
export function compileModule(name: string, flags: string[] = [], wasm = WASM): string {
  const file = join(scratch, `${name}.so`);
  execFileSync(join(ROOT, "native/build.sh"), [wasm, file, ...flags]);
  return file;
}

/** Compiles a program of host/: play, stress or cost. */
export function compileHost(
  program: "play" | "stress" | "cost",
  flags: string[] = [],
  compiler = process.env["CC"] ?? "cc",
): string {
  const file = join(scratch, [program, ...flags].join("").replace(/\W+/g, "-"));
  const sources = ["envoy.c", "faults.c", `${program}.c`].map((source) => join(HOST, source));
  const warnings = ["-Wall", "-Wextra", "-Werror"];
  const always = ["-std=gnu11", "-g", "-O1", "-rdynamic", ...warnings];
  execFileSync(compiler, [...always, ...flags, "-o", file, ...sources, "-lpthread", "-ldl"]);
  return file;
}

/** What is played, as play.c reads it. */
export class Script {
  private readonly parts: Buffer[] = [];

  configure(slot: number, name: string, text: string | Buffer): this {
    return this.put("C", slot).text(Buffer.from(name)).text(Buffer.from(text));
  }

  end(slot: number): this {
    return this.put("E", slot);
  }

  request(slot: number, worker: number, lines: readonly Line[]): this {
    this.put("R", slot, worker, lines.length);
    for (const [name, value] of lines) this.text(Buffer.from(name, "latin1")).text(value);
    return this;
  }

  /** That allocation from now on fails. */
  fail(allocation: number): this {
    return this.put("F", allocation);
  }

  counters(): this {
    return this.put("M");
  }

  /** Plays it; throws what the program says where it fails. */
  play(program: string, module: string): Answers {
    const { status, signal, stdout, stderr } = spawnSync(program, [module], {
      input: Buffer.concat(this.parts),
      maxBuffer: 1 << 30,
    });
    if (status !== 0) throw new Error(`${program} ended with ${status ?? signal}:\n${stderr}`);
    return new Answers(stdout);
  }

  private put(command: string, ...numbers: number[]): this {
    const bytes = Buffer.alloc(1 + 4 * numbers.length, command);
    numbers.forEach((number, i) => bytes.writeUInt32LE(number, 1 + 4 * i));
    this.parts.push(bytes);
    return this;
  }

  private text(bytes: Buffer): this {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    this.parts.push(length, bytes);
    return this;
  }
}

export interface Logged {
  level: number;
  text: string;
}

/** What came of it, in its order. */
export class Answers {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** What a configuration made the module log. */
  logs(): Logged[] {
    const lines = this.text().toString().split("\n").slice(0, -1);
    return lines.map((line) => ({ level: Number(line[0]), text: line.slice(1) }));
  }

  /** The lines that go on from a request. */
  lines(): Line[] {
    return Array.from({ length: this.number() }, (): Line => [this.text().toString("latin1"), this.text()]);
  }

  counters(): Map<string, number> {
    const rows = this.text().toString().trimEnd().split("\n");
    return new Map(rows.map((row) => row.split(" ")).map(([name, value]) => [name!, Number(value)]));
  }

  private number(): number {
    const number = this.bytes.readUInt32LE(this.at);
    this.at += 4;
    return number;
  }

  private text(): Buffer {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
