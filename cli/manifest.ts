import { realpath } from "node:fs/promises";
import { envoyFilter } from "./envoy.js";
import { parseFlags } from "./flags.js";
import { manifestUsage } from "./help.js";
import { wasmPlugin } from "./istio.js";
import { Mistake } from "./mistake.js";
import { choice, OPTIONS } from "./options.js";
import { writeWhole } from "./output.js";
import { readRules } from "./rules-file.js";
import { type Streams, write } from "./streams.js";

const FORMATS = { istio: wasmPlugin, envoy: envoyFilter };

/** Writes the manifest that makes a gateway run the rules in a file. */
export async function manifest(args: string[], streams: Streams): Promise<void> {
  const { values, positionals } = parseFlags(args, {
    ...OPTIONS,
    format: { type: "string" },
    output: { type: "string", short: "o" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) return write(streams.stdout, manifestUsage);
  const [rules, ...more] = positionals;
  if (rules === undefined) throw new Mistake("RULES.yaml is missing: name a file, or - for standard input");
  if (more.length > 0) throw new Mistake(`${more[0]}: a second rules file; give one`);
  const render = FORMATS[choice("--format", values.format, ["istio", "envoy"])](values);
  const text = render(await readRules(rules, streams.stdin));
  const { output } = values;
  if (output === undefined || output === "-") return write(streams.stdout, text);
  if (await isSameFile(rules, output)) throw new Mistake(`${output}: holds the rules; write to another file`);
  await writeWhole(output, text);
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((file) => realpath(file).catch(() => undefined)),
  );
  return first !== undefined && first === second;
}
