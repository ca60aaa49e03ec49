import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Program } from "./process.ts";
import { until } from "./until.ts";

const run = promisify(execFile);

/** A registry of OCI images on this machine, crane's own. */
export class Registry {
  readonly host = "127.0.0.1:5000";
  readonly #crane: string;
  readonly #program: Program;

  constructor(crane: string) {
    this.#crane = crane;
    this.#program = new Program(crane, ["registry", "serve", "--address", this.host]);
  }

  async ready(): Promise<void> {
    await until("the registry", async () => {
      if (this.#program.status !== undefined) throw new Error(`the registry ended:\n${this.#program.log}`);
      return (await fetch(`http://${this.host}/v2/`).catch(() => undefined))?.ok;
    });
  }

  /** Pushes the image of an OCI layout. */
  async push(layout: string, image: string): Promise<void> {
    await run(this.#crane, ["push", layout, `${this.host}/${image}`]);
  }

  /** The digest of an image, "sha256:…". */
  async digest(image: string): Promise<string> {
    return (await run(this.#crane, ["digest", `${this.host}/${image}`])).stdout.trim();
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }
}
