import { spawn, type ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";

/**
 * Runs "$@" and ends it when descriptor 3 closes: on purpose, or because the process that holds the other end is gone,
 * whatever killed it. Then removes the folder $SCRATCH. The exit status is the program's own.
 */
const GUARD = `
  "$@" 3<&- & program=$!
  { read -r _ <&3; kill "$program"; } 2>/dev/null & guard=$!
  wait "$program"; status=$?
  kill "$guard" 2>/dev/null
  [ -z "$SCRATCH" ] || rm -rf "$SCRATCH"
  exit "$status"`;

const PATIENCE_MS = 3000;

export interface ProgramOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** A folder that goes when the program has ended. */
  scratch?: string;
}

/** A program that cannot outlive the process that started it. */
export class Program {
  /** All it has written so far, standard output and standard error as they came. */
  log = "";
  /** The exit status, once it has ended; undefined while it runs. */
  status: number | undefined;
  readonly ended: Promise<number>;

  readonly #guard: ChildProcess;

  /** In a process group of its own (`detached`): a Ctrl-C in the terminal reaches it only by way of its starter. */
  constructor(
    command: string,
    args: string[],
    { cwd, env = process.env, scratch = "" }: ProgramOptions = {},
  ) {
    this.#guard = spawn("sh", ["-c", GUARD, "sh", command, ...args], {
      cwd,
      env: { ...env, SCRATCH: scratch },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [this.#guard.stdout, this.#guard.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.log += text));
    }
    this.ended = new Promise((resolve, reject) => {
      this.#guard.on("error", reject);
      this.#guard.on("exit", () => this.#killGroup()); // what it left behind would hold its output open
      this.#guard.on("close", (status) => resolve((this.status = status ?? 1)));
    });
  }

  /** Ends it, and kills it and what it has started where that takes long. */
  async stop(): Promise<void> {
    (this.#guard.stdio[3] as Duplex).destroy();
    const killer = setTimeout(() => this.#killGroup(), PATIENCE_MS);
    await this.ended.finally(() => clearTimeout(killer));
  }

  #killGroup(): void {
    try {
      process.kill(-this.#guard.pid!, "SIGKILL");
    } catch {
      // no such group: nothing is left of it
    }
  }
}
