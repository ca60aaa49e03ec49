import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { Rules } from "../../cli/core.ts";
import { run } from "../../cli/run.ts";
import { MissingPart } from "../../lab/install-envoy.ts";
import {
  identity,
  manifestOf,
  parseManifests,
  readManifests,
  type KubernetesObject,
} from "../../lab/istio/kubernetes.ts";
import { CLUSTER } from "../../lab/istio/mesh.ts";
import { istio } from "../../lab/istio/tools.ts";
import { pluginConfig, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { EXAMPLE, PLUGIN } from "./start.ts";

const ROOT = join(import.meta.dirname, "../..");
const RULES = join(EXAMPLE, "rules.yaml");
const STEPS = ["1-baseline", "2-canary-a-b", "3-canary-c", "4-finish-c"];
const DIGEST = "0".repeat(64);

/** Every combination that the command line's options for Istio allow with one another. */
const OPTIONS = [
  [
    ["--url", "oci://registry.example.com/hash-tagging:0.1.0"],
    ["--url", `registry.example.com/hash-tagging@sha256:${DIGEST}`],
  ],
  [[], ["--sha256", DIGEST]],
  [[], ["--image-pull-policy", "Always", "--image-pull-secret", "registry"]],
  [[], ["--phase", "AUTHZ", "--priority=-5"], ["--phase", "STATS", "--priority", "2147483647"]],
  [[], ["--fail-strategy", "FAIL_CLOSE"], ["--fail-strategy", "FAIL_RELOAD"]],
].reduce<string[][]>(
  (lines, choices) => lines.flatMap((line) => choices.map((choice) => [...line, ...choice])),
  [[]],
);
const COMMANDS = [
  ...OPTIONS,
  ["--url", "http://modules.example.com/hash-tagging.wasm", "--sha256", "auto"],
  ["--url", "https://modules.example.com/hash-tagging.wasm", "--image-pull-policy", "Always"],
  ["--url", "file:///var/lib/hash-tagging.wasm"],
  [
    "--url",
    "oci://registry.example.com/hash-tagging:0.1.0",
    "--namespace",
    "default",
    "--selector",
    "istio=ingressgateway,app=gateway",
  ],
];

/** What the command line writes to standard output, when it has no complaint. */
async function commandLine(...args: string[]): Promise<string> {
  const stdin = Readable.from([]);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  assert.equal(await run(args, { stdin, stdout, stderr }), 0, `${args.join(" ")}: ${stderr.read()}`);
  return stdout.read().toString();
}

let skip: string | false = false;
const istioctl = await istio().then(
  (tool) => tool("istioctl"),
  (error) => {
    if (!(error instanceof MissingPart)) throw error;
    skip = error.message;
    return "";
  },
);

describe("istioctl on every manifest", () => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-"));
  after(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, `${name}.yaml`), text);
    return join(folder, `${name}.yaml`);
  };
  const verdict = (...args: string[]) =>
    promisify(execFile)(istioctl, args).then(
      () => "",
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    );
  const validate = (file: string) => verdict("validate", "-f", file);
  const analyze = (file: string) =>
    verdict("analyze", "--use-kube=false", "--all-namespaces", "--failure-threshold", "Warning", file);

  const isManifest = (text: string) => /^apiVersion: .*\nkind: /m.test(text);
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => !/(^|\/)(node_modules|build|\.git|\.tools)\//.test(file))
    .map((file) => join(ROOT, file));
  const manifests = files.filter((file) => file.endsWith(".yaml") && isManifest(readFileSync(file, "utf8")));
  const inPages = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => ({
        file,
        text: text!,
      })),
    )
    .filter(({ text }) => isManifest(text));

  test("validate passes each file, and each manifest in a page", { skip }, async (t) => {
    assert.ok(manifests.length >= 10, manifests.join());
    for (const file of manifests) {
      assert.equal(await validate(file), "", file);
      t.diagnostic(`valid: ${file.slice(ROOT.length + 1)}`);
    }
    for (const [i, { file, text }] of inPages.entries()) {
      assert.equal(await validate(written(`page-${i}`, text)), "", `${file}:\n${text}`);
      t.diagnostic(`valid: a manifest in ${file.slice(ROOT.length + 1)}`);
    }
  });

  test("the core passes the rules in each WasmPlugin", () => {
    const plugins = [
      ...manifests.flatMap((file) => readManifests(file)),
      ...inPages.flatMap(({ text }) => parseManifests(text)),
    ].filter(({ kind }) => kind === "WasmPlugin") as WasmPlugin[];
    assert.ok(plugins.length >= 3);
    for (const plugin of plugins)
      assert.deepEqual(Rules.parse(pluginConfig(plugin)).errors, [], identity(plugin));
  });

  // What a cluster holds after each step.
  const states: KubernetesObject[][] = [];
  const state = new Map<string, KubernetesObject>();
  for (const object of readManifests(CLUSTER)) state.set(identity(object), object);
  for (const step of STEPS) {
    for (const object of readManifests(join(EXAMPLE, step))) state.set(identity(object), object);
    states.push([...state.values()]);
  }

  test("analyze finds nothing in the cluster after each step", { skip }, async (t) => {
    for (const [i, objects] of states.entries()) {
      assert.equal(await analyze(written(STEPS[i]!, manifestOf(objects))), "", STEPS[i]);
      t.diagnostic(`analyzed: ${objects.length} objects after ${STEPS[i]}`);
    }
  });

  test("both pass each manifest that the command line writes", { skip }, async (t) => {
    const plugins = await Promise.all(
      COMMANDS.map((options, i) => commandLine("manifest", RULES, "--name", `tagging-${i}`, ...options)),
    );
    const text = plugins.join("---\n");
    assert.equal(parseManifests(text).length, COMMANDS.length);
    assert.equal(await validate(written("command-line", text)), "");
    const others = states[2]!.filter(({ kind }) => kind !== "WasmPlugin");
    assert.equal(await analyze(written("command-line", `${manifestOf(others)}\n---\n${text}`)), "");
    t.diagnostic(`valid, analyzed: ${COMMANDS.length} manifests of hash-tagging manifest`);
  });

  test("the example's plugin is what the command line writes for the example's rules", async () => {
    const written = await commandLine("manifest", RULES, "--url", PLUGIN.spec.url);
    assert.equal(readFileSync(join(EXAMPLE, "3-canary-c/plugin.yaml"), "utf8"), written);
  });

  // What each mistake is found by: istioctl's two commands miss what the other finds, and neither looks into the rules.
  const MISTAKES: ["validate" | "analyze", RegExp, string, string][] = [
    ["validate", /unknown field "phaze"/, '"phase"', '"phaze"'],
    ["validate", /AUTHNZ/, '"AUTHN"', '"AUTHNZ"'],
    ["validate", /FAIL_SHUT/, '"FAIL_OPEN"', '"FAIL_SHUT"'],
    ["validate", /Sometimes/, '"IfNotPresent"', '"Sometimes"'],
    ["validate", /sha256/, '"phase"', '"sha256":"abc","phase"'],
    ["validate", /url/i, "oci://registry", "ftp://registry"],
    ["validate", /url/i, '"oci://registry.example.com/hash-tagging:0.1.0"', '""'],
    ["validate", /exakt/, '"exact"', '"exakt"'],
    ["validate", /bad StructValue/, '"pluginConfig":{', '"pluginConfig":"rules","x":{'],
    ["analyze", /IST0101.*\+v9/, '"subset":"v3"', '"subset":"v9"'],
    [
      "analyze",
      /IST0101.*app-x\.default/,
      '"destination":{"host":"app-b.default',
      '"destination":{"host":"app-x.default',
    ],
    ["analyze", /IST0101.*"nobody"/, '"gateways":["ingressgateway"]', '"gateways":["nobody"]'],
  ];

  for (const [command, complaint, right, wrong] of MISTAKES) {
    test(`${command} refuses ${wrong}`, { skip }, async () => {
      const text = manifestOf(states[2]!);
      assert.ok(text.includes(right));
      const file = written("broken", text.replaceAll(right, wrong));
      assert.match(await (command === "validate" ? validate : analyze)(file), complaint);
    });
  }
});
