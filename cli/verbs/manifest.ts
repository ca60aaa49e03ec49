import { Rules } from "../../lib/core.js";
import { gateway, sidecars } from "../../lib/manifest/deployment.js";
import { FORMATS, FORMAT_NAMES } from "../../lib/manifest/formats.js";
import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { printable } from "../../lib/printable.js";
import { readConfig } from "../files/config-file.js";
import { builtDigest } from "../files/digest.js";
import { writeTo } from "../files/output.js";
import { isSameFile } from "../files/same-file.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";
import { MANIFEST_OPTIONS } from "./manifest-options.js";

/** Writes the manifest that makes a gateway run the rules in a file, or sidecars carry the tags on. */
export const manifest = verb({
  name: "manifest",
  summary: "write the manifest that makes a gateway run the rules in a file, or sidecars carry the tags on",
  usage: ["RULES.yaml --url URL", "--propagation FILE --url URL"],
  about:
    "Checks the rules in RULES.yaml (- is standard input) by the code that the gateway will run, then writes the guard and " +
    "what makes the gateway run them: an Istio WasmPlugin, unless --format says otherwise. Each mistake in the rules is shown as FILE:LINE:COLUMN: what " +
    "and how to mend it; then nothing is written.",
  options: MANIFEST_OPTIONS,
  async run({ values, positionals }, streams) {
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
    const format = FORMATS[choice("--format", values.format, FORMAT_NAMES)];
    const render = format(deployment, values, builtDigest);
    const { stdin, stdout } = streams;
    if (isSameFile(file === "-" ? stdin.fd : file, output === "-" ? stdout.fd : output)) {
      const name = output === "-" ? "standard output" : output;
      throw new Mistake(`${name}: holds the ${deployment.what}; write to another file`);
    }
    const { json, warnings } = await readConfig(deployment, file, stdin);
    const text = render(json);
    const isTold = deployment === gateway && Rules.parse(json).needsAnswers;
    const lines = isTold ? [...warnings, ...warningsOfModule(values.url, values.sha256)] : warnings;
    await write(streams.stderr, lines.map((line) => `${printable(line)}\n`).join(""));
    await writeTo(output, text, streams, values.force);
  },
});

/** Rules that tell the browser something run on the module that sees answers alone; the other refuses them, in its log. */
function warningsOfModule(url: string | undefined, sha256: string | undefined): string[] {
  const module = "hash-tagging-response";
  if (sha256 === "auto")
    throw new Mistake(`--sha256: auto is the digest of hash-tagging; write that of ${module}`);
  if (url?.includes(module)) return [];
  return [
    `--url: warning: module: rules with response or anonymousId run on ${module} alone, and this names another`,
  ];
}
