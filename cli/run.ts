import { Failure } from "../lib/failure.js";
import { Mistake } from "../lib/mistake.js";
import { printable } from "../lib/printable.js";
import { type Flags, parseFlags } from "./usage/flags.js";
import { help } from "./usage/help.js";
import { version } from "./files/package.js";
import { type Streams, write } from "./files/streams.js";
import { check } from "./verbs/check.js";
import { completionOf } from "./verbs/completion.js";
import { diff } from "./verbs/diff.js";
import { explain } from "./verbs/explain.js";
import { helpOn, named } from "./verbs/help.js";
import { manifest } from "./verbs/manifest.js";
import { page } from "./verbs/page.js";
import { release } from "./verbs/release.js";
import { schema } from "./verbs/schema.js";
import { simulate } from "./verbs/simulate.js";
import { sql } from "./verbs/sql.js";
import { status } from "./verbs/status.js";
import { test } from "./verbs/test.js";
import type { Verb } from "./usage/verb.js";

const OPTIONS = {
  help: { type: "boolean", short: "h", help: "this text; after a command, what the command can do" },
  version: { type: "boolean", help: "the version of hash-tagging" },
} as const satisfies Flags;

const VERBS: readonly Verb[] = [
  check,
  completionOf(() => VERBS),
  diff,
  explain,
  helpOn(() => VERBS, OPTIONS),
  manifest,
  page,
  release,
  schema,
  simulate,
  sql,
  status,
  test,
];

/**
 * Runs the command line `args` and gives its exit status: 0; 2 for a user's mistake, of which standard error has a
 * line for each fault; 1 for a test that failed, likewise, or for a fault of this program, of which it has the stack.
 */
export async function run(args: string[], streams: Streams): Promise<number> {
  try {
    await dispatch(args, streams);
    return 0;
  } catch (error) {
    const isSaid = error instanceof Mistake || error instanceof Failure;
    const lines = isSaid ? error.lines.map(printable) : [error instanceof Error ? error.stack : error];
    await write(streams.stderr, lines.map((line) => `${line}\n`).join("")).catch(() => {}); // whom to tell?
    return error instanceof Mistake ? 2 : 1;
  }
}

async function dispatch(args: string[], streams: Streams): Promise<void> {
  const [first, ...rest] = args;
  if (first !== undefined && !first.startsWith("-")) return named(first, VERBS).run(rest, streams);
  const { values } = parseFlags(args, OPTIONS);
  if (values.help) return write(streams.stdout, help(VERBS, OPTIONS));
  if (values.version) return write(streams.stdout, `${version}\n`);
  throw new Mistake("no command; hash-tagging --help lists them");
}
