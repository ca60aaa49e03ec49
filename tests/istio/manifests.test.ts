import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { propagationFindings, Rules } from "../../lib/core.ts";
import { MissingPart } from "../../lab/install-envoy.ts";
import {
  identity,
  manifestOf,
  parseManifests,
  readManifests,
  type KubernetesObject,
} from "../../lab/istio/kubernetes.ts";
import { istioChecks } from "../../lab/istio/crds.ts";
import { CLUSTER } from "../../lab/istio/mesh.ts";
import { istio } from "../../lab/istio/tools.ts";
import { pluginConfig, pluginsAmong, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { combinations } from "../combinations.ts";
import { written as commandLine } from "../command-line.ts";
import { EXAMPLE, EXAMPLES } from "./start.ts";

const ROOT = join(import.meta.dirname, "../..");
const RULES = join(EXAMPLE, "rules.yaml");
/** The folders of each example, as they are applied one after the other. */
const STEPS = {
  "mixed-canary": [
    ...["apps/1-baseline.yaml", "1-baseline", "apps/2-canary-a-b.yaml", "2-canary-a-b"],
    ...["apps/3-canary-c.yaml", "3-canary-c", "4-finish-c", "5-end", "propagation"],
  ],
  "tester-release": [
    ...[
      "apps",
      "1-baseline",
      "source-labels",
      "1-baseline",
      "2-testers",
      "3-ten-percent",
      "4-everyone",
      "5-end",
    ],
  ],
  "traffic-lanes": [
    ...["apps", "weighted/1-baseline", "weighted/2-lanes", "by-hash/1-baseline", "by-hash/2-lanes"],
    ...["by-header/1-baseline", "by-header/2-lanes", "failover"],
    ...["strict/apps.yaml", "strict/1-baseline", "strict/2-lanes"],
  ],
  "argo-rollouts": ["service", "per-request", "per-user"],
};
const DIGEST = "0".repeat(64);

/** Every combination that the command line's options for Istio allow with one another. */
const OPTIONS = combinations(
  [
    ["--url", "oci://registry.example.com/hash-tagging:0.1.0"],
    ["--url", `registry.example.com/hash-tagging@sha256:${DIGEST}`],
  ],
  [[], ["--sha256", DIGEST]],
  [[], ["--image-pull-policy", "Always", "--image-pull-secret", "registry"]],
  [[], ["--phase", "AUTHN", "--priority=-5"], ["--phase", "STATS", "--priority", "2147483647"]],
  [[], ["--fail-strategy", "FAIL_CLOSE"], ["--fail-strategy", "FAIL_RELOAD"]],
  [[], ["--format", "trafficextension"], ["--target-ref", "Gateway/edge"]],
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
  [
    ...["--url", "file:///var/lib/hash-tagging.wasm", "--format", "trafficextension", "--no-guard"],
    ...[
      "--target-ref",
      "Service/app-a",
      "--target-ref",
      "ServiceEntry/partner",
      "--target-ref",
      "Gateway/edge",
    ],
  ],
];
/** The kinds that it writes. */
const KINDS = ["EnvoyFilter", "TrafficExtension", "WasmPlugin"];

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
  // Of every EnvoyFilter it says that such filters depend on how Envoy is made.
  const NO_NEWS = "IST0133=EnvoyFilter *-guard";
  const analyze = (file: string) =>
    verdict(
      ...["analyze", "--use-kube=false", "--all-namespaces", "--failure-threshold", "Warning"],
      ...["--suppress", NO_NEWS, file],
    );

  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  }).split("\n");
  const isManifest = (text: string) => /^apiVersion: .*\nkind: /m.test(text);
  const textsIn = (file: string): string[] => {
    if (!/\.(yaml|md)$/.test(file) || !existsSync(join(ROOT, file))) return [];
    const text = readFileSync(join(ROOT, file), "utf8");
    if (file.endsWith(".yaml")) return [text];
    return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block!);
  };
  const manifests = files.flatMap((file) =>
    textsIn(file)
      .filter(isManifest)
      .map((text) => ({ file, text })),
  );

  test("validate passes each manifest in a file or a page", { skip }, async (t) => {
    assert.ok(manifests.length >= 10);
    await Promise.all(
      manifests.map(async ({ file, text }, i) => {
        assert.equal(await validate(written(`manifest-${i}`, text)), "", file);
        t.diagnostic(`valid: ${file}`);
      }),
    );
  });

  test("the core passes the configuration in each WasmPlugin", () => {
    const plugins = manifests
      .flatMap(({ text }) => parseManifests(text))
      .filter(({ kind }) => kind === "WasmPlugin") as WasmPlugin[];
    assert.ok(plugins.length >= 3);
    for (const plugin of plugins) {
      const propagates = plugin.spec.url.includes("header-propagation");
      const config = pluginConfig(plugin);
      const { errors } = propagates ? propagationFindings(config) : Rules.parse(config);
      assert.deepEqual(errors, [], identity(plugin));
    }
  });

  /** What a cluster holds after each step of an example. */
  const statesOf = (example: keyof typeof STEPS): KubernetesObject[][] => {
    const state = new Map<string, KubernetesObject>();
    const apply = (path: string) => {
      for (const object of readManifests(path)) state.set(identity(object), object);
      return [...state.values()];
    };
    [CLUSTER, join(EXAMPLES, "sample-app")].forEach(apply);
    return STEPS[example].map((step) => apply(join(EXAMPLES, example, step)));
  };
  const midRelease = statesOf("mixed-canary")[5]!;

  for (const example of Object.keys(STEPS) as (keyof typeof STEPS)[]) {
    test(`analyze finds nothing in the cluster after each step of ${example}`, { skip }, async (t) => {
      for (const [i, objects] of statesOf(example).entries()) {
        const step = STEPS[example][i]!;
        assert.equal(await analyze(written(step.replace("/", "-"), manifestOf(objects))), "", step);
        t.diagnostic(`analyzed: ${objects.length} objects after ${step}`);
      }
    });
  }

  test(
    "both, and the definitions of the kinds, pass each manifest that the command line writes",
    { skip },
    async (t) => {
      const plugins = await Promise.all(
        COMMANDS.map((options, i) => commandLine(["manifest", RULES, "--name", `tagging-${i}`, ...options])),
      );
      const text = plugins.join("---\n");
      const objects = parseManifests(text);
      assert.equal(objects.length, 2 * COMMANDS.length - 1); // each with its guard but the one for waypoints
      const checks = istioChecks(...KINDS);
      for (const object of objects) assert.deepEqual(checks[object.kind]!(object), [], identity(object));
      assert.equal(await validate(written("command-line", text)), "");
      const others = midRelease.filter(({ kind }) => kind !== "WasmPlugin");
      assert.equal(await analyze(written("command-line", `${manifestOf(others)}\n---\n${text}`)), "");
      t.diagnostic(`valid, analyzed: ${COMMANDS.length} manifests of hash-tagging manifest`);
    },
  );

  test("the plugin beside propagation.yaml is what the command line writes", async () => {
    const plugin = join(EXAMPLE, "propagation/plugin.yaml");
    const [{ spec }] = pluginsAmong(readManifests(plugin)) as [WasmPlugin];
    const source = ["--propagation", join(EXAMPLE, "propagation.yaml"), "--url", spec.url];
    assert.equal(readFileSync(plugin, "utf8"), await commandLine(["manifest", ...source]));
  });

  // What each mistake is found by: istioctl's two commands miss what the other finds, and neither looks into the rules.
  const MISTAKES: ["validate" | "analyze", RegExp, string, string][] = [
    ["validate", /unknown field "phaze"/, '"phase"', '"phaze"'],
    ["validate", /AUTHNZ/, '"AUTHZ"', '"AUTHNZ"'],
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
    [
      "analyze",
      /IST0101.*nobody/,
      '"gateways":["istio-system/ingressgateway"]',
      '"gateways":["istio-system/nobody"]',
    ],
  ];

  for (const [command, complaint, right, wrong] of MISTAKES) {
    test(`${command} refuses ${wrong}`, { skip }, async () => {
      const text = manifestOf(midRelease);
      assert.ok(text.includes(right));
      const file = written("broken", text.replaceAll(right, wrong));
      assert.match(await (command === "validate" ? validate : analyze)(file), complaint);
    });
  }
});
