import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load, loadAll } from "js-yaml";
import { cli, written } from "../command-line.ts";
import { carried, carry, example, IMAGE, manifest, PROPAGATION, refused, root, rule } from "./command.ts";

const ENVOY = ["--format", "envoy", "--url", "file:///x.wasm"];
const CONFIG = JSON.stringify({
  rules: [rule("AppVer-A", 10, "v2"), rule("appver-b", 10, "v2"), rule("appver-a", 50, "v3")],
  reserve: ["appver-c", "Lane-*"],
});
const MUTATIONS = [
  { remove: "appver-a" },
  { remove: "appver-b" },
  { remove: "appver-c" },
  { remove_on_match: { key_matcher: { prefix: "lane-" } } },
];

interface Fields {
  early_header_mutation_extensions?: [{ typed_config: { mutations: object[] } }];
}
interface Document {
  kind: string;
  metadata: { name: string; namespace: string };
  spec: {
    workloadSelector: { labels: object };
    configPatches: [{ patch: { value: { typed_config: Fields } } }];
    pluginConfig: object;
    url: string;
  };
}
const documentsOf = (text: string) => loadAll(text) as Document[];
const kindsIn = (text: string) => documentsOf(text).map(({ kind }) => kind);
const mutationsOf = (fields: Fields) => fields.early_header_mutation_extensions?.[0].typed_config.mutations;
const patchOf = ({ spec }: Document) => spec.configPatches[0].patch.value.typed_config;

test("the guard removes each tag header and what is reserved, and stands before the plugin", async () => {
  const place = ["--name", "canary", "--namespace", "edge", "--selector", "app=gateway,tier=edge"];
  const { stdout, stderr } = await manifest(CONFIG, ...place);
  assert.equal(stderr, "");
  assert.deepEqual(kindsIn(stdout), ["EnvoyFilter", "WasmPlugin"]);
  const [guard] = documentsOf(stdout) as [Document];
  assert.deepEqual(guard.metadata, { name: "canary-guard", namespace: "edge" });
  assert.deepEqual(guard.spec.workloadSelector, { labels: { app: "gateway", tier: "edge" } });
  assert.deepEqual(mutationsOf(patchOf(guard)), MUTATIONS);
  const fields = load(await written(["manifest", "-", ...ENVOY], CONFIG)) as Fields;
  assert.deepEqual(mutationsOf(fields), MUTATIONS);
  assert.deepEqual(Object.keys(fields), ["early_header_mutation_extensions", "http_filters"]);
});

test("a guard by prefix says which Envoy it needs, another does not", async () => {
  for (const args of [["--url", IMAGE], ENVOY]) {
    assert.match(await written(["manifest", "-", ...args], CONFIG), /^# remove_on_match needs Envoy 1\.36/m);
    assert.doesNotMatch(await written(["manifest", example, ...args]), /remove_on_match/);
  }
});

test("there is no guard where nothing is owned, for sidecars, and with --no-guard", async () => {
  const nothing = "rules: []";
  assert.deepEqual(kindsIn((await manifest(nothing)).stdout), ["WasmPlugin"]);
  assert.deepEqual(kindsIn((await manifest(CONFIG, "--no-guard")).stdout), ["WasmPlugin"]);
  assert.deepEqual(kindsIn((await carry("headers: [version]")).stdout), ["WasmPlugin", "WasmPlugin"]);
  for (const [config, ...options] of [[nothing], [CONFIG, "--no-guard"]]) {
    const fields = load(await written(["manifest", "-", ...ENVOY, ...options], config));
    assert.deepEqual(Object.keys(fields as object), ["http_filters"]);
  }
});

test("--no-guard is refused where there is none, and takes no value", async () => {
  const sidecars = ["manifest", "--propagation", carried, "--url", PROPAGATION];
  await refused(cli([...sidecars, "--no-guard"]), "--no-guard: sidecars have no guard; leave it out");
  await refused(manifest(CONFIG, "--no-guard=yes"), "--no-guard takes no value");
});

test("a name that is too long for the guard is refused, unless there is none", async () => {
  const name = Array(4).fill("n".repeat(62)).join(".");
  await refused(manifest(CONFIG, "--name", name), /^--name: "[n.]+-guard" is no name; /);
  assert.equal((await manifest(CONFIG, "--name", name, "--no-guard")).status, 0);
});

for (const file of ["gateway.yaml", "mesh.yaml"]) {
  test(`envoy-configs/${file} has the guard that is written for the example's rules`, async () => {
    const guard = load(await written(["manifest", example, ...ENVOY])) as Fields;
    const config = load(readFileSync(join(root, "envoy-configs", file), "utf8")) as {
      static_resources: { listeners: [{ filter_chains: [{ filters: [{ typed_config: Fields }] }] }] };
    };
    const manager = config.static_resources.listeners[0].filter_chains[0].filters[0].typed_config;
    assert.deepEqual(manager.early_header_mutation_extensions, guard.early_header_mutation_extensions);
  });
}

const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" });
const plugins = examples.filter((file) => /(?<!propagation)\/plugin\.yaml$/.test(file));
assert.deepEqual(plugins, ["argo-rollouts/per-user/plugin.yaml"]); // the other examples are written by `release`, byte for byte: tests/releases
for (const file of plugins) {
  test(`examples/${file} has the guard and the plugin that are written for its rules`, async () => {
    const documents = documentsOf(readFileSync(join(root, "examples", file), "utf8"));
    const { spec } = documents.at(-1)!;
    const { stdout } = await cli(["manifest", "-", "--url", spec.url], JSON.stringify(spec.pluginConfig));
    assert.deepEqual(documents, documentsOf(stdout));
  });
}
