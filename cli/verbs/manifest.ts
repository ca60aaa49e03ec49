import { gateway, sidecars } from "../../lib/manifest/deployment.js";
import { envoyFields } from "../../lib/manifest/envoy.js";
import { istioManifest, PHASES, PULL_POLICIES } from "../../lib/manifest/istio.js";
import { choice, FAIL_STRATEGIES } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { printable } from "../../lib/printable.js";
import { readConfig } from "../files/config-file.js";
import { builtDigest } from "../files/digest.js";
import { writeTo } from "../files/output.js";
import { isSameFile } from "../files/same-file.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";

const FORMATS = { istio: istioManifest, envoy: envoyFields };

/** Writes the manifest that makes a gateway run the rules in a file, or sidecars carry the tags on. */
export const manifest = verb({
  name: "manifest",
  summary: "write the manifest that makes a gateway run the rules in a file, or sidecars carry the tags on",
  usage: ["RULES.yaml --url URL", "--propagation FILE --url URL"],
  about:
    "Checks the rules in RULES.yaml (- is standard input) by the code that the gateway will run, then writes the guard and " +
    "the Istio WasmPlugin that makes the gateway run them. Each mistake in the rules is shown as FILE:LINE:COLUMN: what " +
    "and how to mend it; then nothing is written.",
  options: {
    propagation: {
      type: "string",
      value: "FILE",
      help:
        "the same for the module that carries tags on in sidecars: one WasmPlugin for requests that come in and one for " +
        "those that go out, or the one whose direction FILE names",
    },
    url: {
      heading: "The module",
      type: "string",
      value: "URL",
      help: "oci://REGISTRY/hash-tagging:TAG, https://, http:// or file:///; without a scheme, oci://",
    },
    sha256: {
      type: "string",
      value: "HEX|auto",
      help:
        "what the download must be: the digest of the image for oci://, of the module for http(s)://; auto is that of " +
        "the one built here",
    },
    "image-pull-policy": {
      type: "string",
      value: "POLICY",
      help: `${PULL_POLICIES.join(" or ")} (default ${PULL_POLICIES[0]})`,
    },
    "image-pull-secret": {
      type: "string",
      value: "NAME",
      help: "the Secret for the registry, in the namespace of the WasmPlugin",
    },
    name: {
      heading: "The gateway, or with --propagation the sidecars",
      type: "string",
      value: "NAME",
      help: `the name of the WasmPlugin (default ${gateway.name}, ${sidecars.name})`,
    },
    namespace: {
      type: "string",
      value: "NAMESPACE",
      help: `its namespace, which is that of the pods (default ${gateway.namespace}, ${sidecars.namespace})`,
    },
    selector: {
      type: "string",
      multiple: true,
      value: "KEY=VALUE",
      help:
        `the labels of the pods, with commas or repeated (default ${gateway.selector}; with --propagation every pod of ` +
        "the namespace)",
    },
    phase: {
      type: "string",
      value: "PHASE",
      help:
        `${PHASES.join(", ")} (default ${PHASES[0]}: after the check of JWTs, which may set the header that is hashed; ` +
        "with AUTHN before it, so that what clients send there counts)",
    },
    priority: { type: "string", value: "NUMBER", help: "the order in the phase, the highest first" },
    "no-guard": {
      heading: "",
      type: "boolean",
      help:
        "leave out the guard, by which Envoy itself takes the tag headers and what is reserved from what clients send: " +
        "an EnvoyFilter NAME-guard, or with --format envoy a field more. With it no client chooses a version though the " +
        "module is missing, dead or misconfigured",
    },
    "fail-strategy": {
      heading: "",
      type: "string",
      value: "STRATEGY",
      help:
        "what becomes of requests when the proxy cannot get the module, or the module traps. The default is " +
        `${FAIL_STRATEGIES[0]}: tags only choose between versions, and losing them must not take the gateway down. ` +
        "Choose another if untagged does more harm than refused.",
      choices: {
        FAIL_OPEN:
          "they pass untagged: users get the default version, and with --no-guard tag headers that a client sends pass " +
          "too; after a trap, until the proxy restarts",
        FAIL_CLOSE: "they are refused: 403 without the module; 503 after a trap, until the proxy restarts",
        FAIL_RELOAD: "as FAIL_CLOSE, but a module that trapped is started again; older Istio (1.23) lacks it",
      } satisfies Record<(typeof FAIL_STRATEGIES)[number], string>,
    },
    output: {
      heading: "The output",
      type: "string",
      short: "o",
      value: "FILE",
      help: "write to FILE, all or nothing (default: standard output)",
    },
    format: {
      type: "string",
      value: "FORMAT",
      help:
        "istio (default), or envoy: fields for the HttpConnectionManager of an Envoy without Istio, the filters before " +
        "its router; of the options above it has --url (not oci://), --sha256, --name and --fail-strategy",
    },
    cluster: {
      type: "string",
      value: "NAME",
      help: "with --format envoy, the cluster through which http(s):// is fetched",
    },
  },
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
    const format = FORMATS[choice("--format", values.format, ["istio", "envoy"])];
    const render = format(deployment, values, builtDigest);
    const { stdin, stdout } = streams;
    if (isSameFile(file === "-" ? stdin.fd : file, output === "-" ? stdout.fd : output)) {
      const name = output === "-" ? "standard output" : output;
      throw new Mistake(`${name}: holds the ${deployment.what}; write to another file`);
    }
    const { json, warnings } = await readConfig(deployment, file, stdin);
    const text = render(json);
    await write(streams.stderr, warnings.map((line) => `${printable(line)}\n`).join(""));
    await writeTo(output, text, streams);
  },
});
