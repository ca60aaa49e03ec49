import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DialectName } from "../../lib/sql/dialects.ts";
import { pythonPath } from "./install.ts";
import { postgresDifferences } from "./postgres.ts";

const run = promisify(execFile);

/** What an engine has to do: compare expressions over `id` with columns of a file, and say which facts are not so. */
export interface Job {
  /** Columns with a tab between them: an x and the id in hexadecimal, then one for each of `columns`; \N is null. */
  readonly data: string;
  readonly columns: readonly { readonly name: string; readonly type: "bucket" | "tag" }[];
  readonly setup: readonly string[];
  readonly checks: readonly { readonly name: string; readonly value: string; readonly expected: string }[];
  /** Expressions without an id, which must be true. */
  readonly facts: readonly string[];
}

/** What one check, or all facts, came to. */
export interface Outcome {
  readonly name: string;
  readonly differences: number;
  readonly rows: number;
  readonly seconds: number;
}

/** Runs a job on the real engine. The last outcome is that of the facts. */
export async function outcomesOf(engine: DialectName, job: Job): Promise<Outcome[]> {
  if (engine === "postgres") return postgresDifferences(job);
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-sql-"));
  const file = join(folder, "job.json");
  writeFileSync(file, JSON.stringify(job));
  const env = { ...process.env, PYTHONPATH: await pythonPath() };
  const options = { env, cwd: folder, timeout: 1_200_000, maxBuffer: 1 << 26 };
  const script = join(import.meta.dirname, "engines.py");
  const { stdout } = await run("python3", [script, engine, file], options);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Outcome);
}
