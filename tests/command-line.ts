// The command line in this process, through run().
import assert from "node:assert/strict";
import { Readable, Writable } from "node:stream";
import { run } from "../cli/run.ts";

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** What the command line says to `args`; `input` is its standard input. */
export async function cli(args: string[], input: string | Uint8Array = ""): Promise<Outcome> {
  const outcome = { status: NaN, stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") =>
    new Writable({
      write: (chunk, _encoding, done) => {
        outcome[name] += chunk;
        done();
      },
    });
  const stdin = Readable.from([Buffer.from(input)]);
  outcome.status = await run(args, { stdin, stdout: sink("stdout"), stderr: sink("stderr") });
  return outcome;
}

/** What it writes to standard output, where it has no complaint. */
export async function written(args: string[], input?: string | Uint8Array): Promise<string> {
  const { status, stdout, stderr } = await cli(args, input);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" }, args.join(" "));
  return stdout;
}
