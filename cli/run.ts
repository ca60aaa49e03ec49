import { Mistake } from "../lib/mistake.js";
import { printable } from "../lib/printable.js";
import { suggest } from "../lib/suggest.js";
import { type Flags, parseFlags } from "./usage/flags.js";
import { help } from "./usage/help.js";
import { version } from "./files/package.js";
import { type Streams, write } from "./files/streams.js";
import { check } from "./verbs/check.js";
import { manifest } from "./verbs/manifest.js";

const VERBS = [check, manifest];

const OPTIONS = {
  help: { type: "boolean", short: "h", help: "this text; after a command, what the command can do" },
  version: { type: "boolean", help: "the version of hash-tagging" },
} as const satisfies Flags;

/**
 * Runs the command line `args` and gives its exit status: 0; 2 for a user's mistake, of which standard error has a
 * line for each fault; 1 for a fault of this program, of which it has the stack.
 */
export async function run(args: string[], streams: Streams): Promise<number> {
  try {
    await dispatch(args, streams);
    return 0;
  } catch (error) {
    const isMistake = error instanceof Mistake;
    const lines = isMistake ? error.lines.map(printable) : [error instanceof Error ? error.stack : error];
    await write(streams.stderr, lines.map((line) => `${line}\n`).join("")).catch(() => {}); // whom to tell?
    return isMistake ? 2 : 1;
  }
}

async function dispatch(args: string[], streams: Streams): Promise<void> {
  const [first, ...rest] = args;
  const verb = VERBS.find(({ name }) => name === first);
  if (verb !== undefined) return verb.run(rest, streams);
  const { values } = parseFlags(first?.startsWith("-") ? args : [], OPTIONS);
  if (values.help) return write(streams.stdout, help(VERBS, OPTIONS));
  if (values.version) return write(streams.stdout, `${version}\n`);
  const fault = first === undefined ? "no command" : `unknown command ${JSON.stringify(first)}`;
  const names = VERBS.map(({ name }) => name);
  const remedy = suggest(first ?? "", names) || "; hash-tagging --help lists them";
  throw new Mistake(`${fault}${remedy}`);
}
