// What `manifest --format envoy-gateway` writes, by the project's own definitions of its kinds.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { envoyGatewayChecks } from "../../lab/envoy-gateway/crds.ts";
import { type Check } from "../../lab/crds.ts";
import { had } from "../../lab/install-envoy.ts";
import { parseManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { written } from "../command-line.ts";
import { combinations } from "../combinations.ts";

const RULES = join(import.meta.dirname, "../../examples/mixed-canary/rules.yaml");
const DIGEST = "0".repeat(64);

/** Every combination that the command line's options for Envoy Gateway allow with one another. */
const COMMANDS = combinations(
  [
    ["--url", "oci://registry.example.com/hash-tagging:0.1.0", "--image-pull-secret", "registry"],
    ["--url", `registry.example.com/hash-tagging@sha256:${DIGEST}`],
    ["--url", "https://modules.example.com/hash-tagging.wasm"],
  ],
  [[], ["--sha256", DIGEST]],
  [[], ["--image-pull-policy", "Always"]],
  [[], ["--fail-strategy", "FAIL_CLOSE"]],
  [[], ["--no-guard"], ["--name", "tags", "--namespace", "edge"]],
  [
    ["--target-ref", "Gateway/eg"],
    ["--target-ref", "Gateway/eg", "--target-ref", "Gateway/inside"],
  ],
);

const { part: checks, skip } = had<Record<string, Check>>(envoyGatewayChecks);
const faults = (object: KubernetesObject) => checks![object.kind]!(object);
const objectsOf = async (args: string[], rules = RULES, input?: string) =>
  parseManifests(await written(["manifest", rules, "--format", "envoy-gateway", ...args], input));

describe("Envoy Gateway's own definitions", () => {
  test("pass each manifest that the command line writes", { skip }, async (t) => {
    for (const args of COMMANDS) {
      const objects = await objectsOf(args);
      assert.equal(objects.length, args.includes("--no-guard") ? 1 : 2);
      for (const object of objects) assert.deepEqual(faults(object), [], args.join(" "));
    }
    t.diagnostic(`valid: ${COMMANDS.length} manifests of hash-tagging manifest`);
  });

  test("pass each that names the native module", { skip }, async () => {
    const web = ["--url", "https://modules.example.com/libhash_tagging.so", "--sha256", DIGEST];
    for (const source of [["--url", "file:///opt/libhash_tagging.so"], web]) {
      const objects = await objectsOf(["--target-ref", "Gateway/eg", "--native", ...source]);
      assert.deepEqual(
        objects.map(({ kind }) => kind),
        ["ClientTrafficPolicy", "EnvoyProxy", "EnvoyExtensionPolicy"],
      );
      for (const object of objects) assert.deepEqual(faults(object), [], source.join(" "));
    }
  });

  test("pass a guard by prefix", { skip }, async () => {
    const rules = JSON.stringify({ rules: [], reserve: ["appver-*"] });
    for (const object of await objectsOf(COMMANDS[0]!, "-", rules)) assert.deepEqual(faults(object), []);
  });

  const MISTAKES: [RegExp, string, string][] = [
    [/"failOpn"/, '"failOpen":true', '"failOpn":true'],
    [/failOpen: must be boolean/, '"failOpen":true', '"failOpen":"yes"'],
    [/type: must be equal to one of/, '"type":"Image"', '"type":"image"'],
    [/"url"/, '"url":', '"uri":'],
    [/"targetRefz"/, '"targetRefs":[', '"targetRefz":['],
    [/"removes"/, '"remove":', '"removes":'],
    [/"group"/, '"group":"gateway.networking.k8s.io",', ""],
  ];
  for (const [complaint, right, wrong] of MISTAKES) {
    test(`refuse ${wrong || `a manifest without ${right}`}`, { skip }, async () => {
      const objects = await objectsOf(COMMANDS[0]!);
      const text = JSON.stringify(objects);
      assert.ok(text.includes(right));
      const mistaken = JSON.parse(text.replace(right, wrong)) as KubernetesObject[];
      assert.match(mistaken.flatMap(faults).join("\n"), complaint);
    });
  }
});
