import { parseFlags } from "./flags.js";
import { usage } from "./help.js";
import { manifest } from "./verbs/manifest.js";
import { Mistake } from "../lib/mistake.js";
import { version } from "./package.js";
import { printable } from "../lib/printable.js";
import { type Streams, write } from "./streams.js";
import { suggest } from "../lib/suggest.js";

const verbs = { manifest };

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
  const [verb, ...rest] = args;
  if (verb !== undefined && Object.hasOwn(verbs, verb)) {
    return verbs[verb as keyof typeof verbs](rest, streams);
  }
  const { values } = parseFlags(verb?.startsWith("-") ? args : [], {
    help: { type: "boolean", short: "h" },
    version: { type: "boolean" },
  });
  if (values.help) return write(streams.stdout, usage);
  if (values.version) return write(streams.stdout, `${version}\n`);
  const fault = verb === undefined ? "no command" : `unknown command ${JSON.stringify(verb)}`;
  const remedy = suggest(verb ?? "", Object.keys(verbs)) || "; hash-tagging --help lists them";
  throw new Mistake(`${fault}${remedy}`);
}
