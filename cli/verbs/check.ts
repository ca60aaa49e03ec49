import { dirname } from "node:path";
import { asGithub } from "../../lib/check/as-github.js";
import { asJson } from "../../lib/check/as-json.js";
import { asSarif } from "../../lib/check/as-sarif.js";
import { asText } from "../../lib/check/as-text.js";
import { checkText } from "../../lib/check/check-text.js";
import type { CheckedText } from "../../lib/check/checked-text.js";
import { type Checked, SEVERITIES, summary } from "../../lib/check/diagnostic.js";
import { checkTogether } from "../../lib/check/together.js";
import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { nameOf, readText } from "../files/config-file.js";
import { version } from "../files/package.js";
import { type Streams, write } from "../files/streams.js";
import { listFiles } from "../files/tree.js";
import { verb } from "../usage/verb.js";

const FORMS: Record<string, (checked: Checked, isTerminal: boolean) => string> = {
  text: ({ diagnostics }, isTerminal) => asText(diagnostics, isTerminal),
  json: asJson,
  github: ({ diagnostics }) => asGithub(diagnostics),
  sarif: ({ diagnostics }) => asSarif(diagnostics, version),
};

/** Says what is wrong with configurations, and what their authors should know. */
export const check = verb({
  name: "check",
  summary: "say what is wrong with rules, also inside manifests, and what their author should know",
  usage: ["FILE...", "-R FOLDER..."],
  about:
    "Checks each FILE (- is standard input) by the code that the gateway will run: rules, a configuration of header " +
    "propagation, a release, tests, or a WasmPlugin, a TrafficExtension or an EnvoyExtensionPolicy that holds one; several documents in a " +
    "file as well. Files that are named, or that -R finds in one folder, are taken as applied together: their routes " +
    "(VirtualService, HTTPRoute) must fit their tags. docs/rules.md has a line for each id. The exit status is 2 where there is an error.",
  options: {
    recursive: {
      type: "boolean",
      short: "R",
      help: "check the .yaml, .yml and .json files in folders as well",
    },
    output: {
      type: "string",
      value: "FORM",
      help: "the form of what is said (default text)",
      choices: {
        text: "FILE:LINE:COLUMN: ID: what and how to mend it; on a terminal also the line, with a caret below the place",
        json: "one document for programs",
        github: "annotations for GitHub Actions",
        sarif: "SARIF 2.1.0, for code scanning",
      },
    },
    "fail-on": {
      type: "string",
      value: "SEVERITY",
      words: SEVERITIES,
      help: "what makes the exit status 2: error (default); warning, as well; advice, all there is to say",
    },
  },
  async run({ values, positionals }, streams) {
    const form = FORMS[choice("--output", values.output, ["text", "json", "github", "sarif"])]!;
    const least = choice("--fail-on", values["fail-on"], SEVERITIES);
    if (positionals.length === 0) throw new Mistake("FILE is missing: name files, or - for standard input");
    const checked = await checkAll(positionals, values.recursive === true, streams);
    await write(streams.stdout, form(checked, streams.stdout.isTTY === true));
    const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
    if (checked.diagnostics.some(({ severity }) => failing.includes(severity))) {
      throw new Mistake(summary(checked));
    }
    await write(streams.stderr, `${summary(checked)}\n`);
  },
});

async function checkAll(
  paths: readonly string[],
  isRecursive: boolean,
  { stdin }: Streams,
): Promise<Checked> {
  const listed = await listFiles(paths, isRecursive);
  const texts: CheckedText[] = [];
  const systems = new Map<string, CheckedText[]>(); // what is applied together
  for (const { file, isNamed } of listed) {
    const text = checkText(nameOf(file), await readText(file, stdin), isNamed);
    const system = isNamed ? "" : dirname(file);
    texts.push(text);
    systems.set(system, [...(systems.get(system) ?? []), text]);
  }
  const together = [...systems.values()].flatMap(checkTogether);
  const diagnostics = texts.flatMap((text) => [
    ...text.diagnostics,
    ...together.filter(({ file }) => file === text.file),
  ]);
  const configurations = texts.reduce((sum, text) => sum + text.configurations, 0);
  return { diagnostics, files: listed.length, configurations };
}
