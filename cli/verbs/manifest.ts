import { envoyFields } from "../../lib/manifest/envoy.js";
import { gateway, sidecars } from "../../lib/manifest/deployment.js";
import { builtDigest } from "../digest.js";
import { parseFlags } from "../flags.js";
import { manifestUsage } from "../help.js";
import { istioManifest } from "../../lib/manifest/istio.js";
import { Mistake } from "../../lib/mistake.js";
import { choice, OPTIONS } from "../../lib/manifest/options.js";
import { writeTo } from "../output.js";
import { printable } from "../../lib/printable.js";
import { readConfig } from "../config-file.js";
import { isSameFile } from "../same-file.js";
import { type Streams, write } from "../streams.js";

const FORMATS = { istio: istioManifest, envoy: envoyFields };

/** Writes the manifest that makes a gateway run the rules in a file, or sidecars carry the tags on. */
export async function manifest(args: string[], streams: Streams): Promise<void> {
  const { values, positionals } = parseFlags(args, {
    ...OPTIONS,
    propagation: { type: "string" },
    format: { type: "string" },
    output: { type: "string", short: "o" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) return write(streams.stdout, manifestUsage);
  const { propagation, output = "-" } = values;
  const [file, ...more] = propagation === undefined ? positionals : [propagation, ...positionals];
  if (file === undefined) throw new Mistake("RULES.yaml is missing: name a file, or - for standard input");
  if (more.length > 0) {
    const remedy =
      propagation === undefined
        ? "a second rules file; give one"
        : "a rules file; give it without --propagation";
    throw new Mistake(`${more[0]}: ${remedy}`);
  }
  const deployment = propagation === undefined ? gateway : sidecars;
  const render = FORMATS[choice("--format", values.format, ["istio", "envoy"])](
    deployment,
    values,
    builtDigest,
  );
  const { stdin, stdout } = streams;
  if (isSameFile(file === "-" ? stdin.fd : file, output === "-" ? stdout.fd : output)) {
    const name = output === "-" ? "standard output" : output;
    throw new Mistake(`${name}: holds the ${deployment.what}; write to another file`);
  }
  const { json, warnings } = await readConfig(deployment, file, stdin);
  const text = render(json);
  await write(streams.stderr, warnings.map((line) => `${printable(line)}\n`).join(""));
  await writeTo(output, text, streams);
}
