import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadAll } from "js-yaml";
import { cli } from "../command-line.ts";
import { carried, example, golden, IMAGE, PROPAGATION, root, rule } from "./command.ts";

function assertGolden(name: string, text: string): void {
  const file = join(golden, name);
  if (process.env["GOLDEN"]) writeFileSync(file, text);
  assert.equal(text, readFileSync(file, "utf8"));
}

// The WasmPlugin of the article's third step, but for the name of the registry.
const article = {
  apiVersion: "extensions.istio.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { name: "hash-tagging", namespace: "istio-system" },
  spec: {
    imagePullPolicy: "IfNotPresent",
    selector: { matchLabels: { istio: "ingressgateway" } },
    url: "registry.example/acs/asm-wasm-hash-tagging:v1.22.6.2-g72656ba-aliyun",
    phase: "AUTHN",
    pluginConfig: {
      rules: [rule("appver-a", 10, "v2"), rule("appver-b", 10, "v2"), rule("appver-c", 50, "v3")],
    },
  },
};

test("the example is the article's third step, but for the phase, the failStrategy, the guard and what it reserves", async () => {
  const { status, stdout, stderr } = await cli(["manifest", example, "--url", article.spec.url]);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  const [guard, plugin] = loadAll(stdout) as [typeof article, typeof article];
  assert.equal(guard.kind, "EnvoyFilter");
  assert.deepEqual(plugin, {
    ...article,
    spec: {
      ...article.spec,
      phase: "AUTHZ",
      failStrategy: "FAIL_OPEN",
      pluginConfig: { ...article.spec.pluginConfig, reserve: ["appver-a", "appver-b", "appver-c"] },
    },
  });
});

test("help and help VERB are --help and VERB --help", async () => {
  assert.deepEqual(await cli(["help"]), await cli(["--help"]));
  for (const name of ["check", "explain", "help", "manifest", "status"]) {
    assert.deepEqual(await cli(["help", name]), await cli([name, "--help"]));
  }
});

const goldens: Record<string, string[]> = {
  "help-hash-tagging.txt": ["--help"],
  "help-check.txt": ["check", "--help"],
  "help-completion.txt": ["completion", "--help"],
  "help-explain.txt": ["explain", "--help"],
  "help-help.txt": ["help", "--help"],
  "help-manifest.txt": ["manifest", "--help"],
  "help-schema.txt": ["schema", "--help"],
  "help-status.txt": ["status", "--help"],
  "help-test.txt": ["test", "--help"],
  "manifest-wasmplugin.yaml": ["manifest", example, "--url", IMAGE],
  "manifest-wasmplugin-every-option.yaml": [
    ...["manifest", example, "--url", "oci://localhost:5000/hash-tagging", "--sha256", "1".repeat(64)],
    ...["--name", "canary.tags", "--namespace", "edge", "--selector", "app=gateway,example.com/tier=edge"],
    ...["--selector", "empty=", "--phase", "AUTHN", "--priority=-7", "--image-pull-policy", "Always"],
    ...["--image-pull-secret", "registry-key", "--fail-strategy", "FAIL_RELOAD", "--format", "wasmplugin"],
  ],
  "manifest-wasmplugin-no-guard.yaml": ["manifest", example, "--url", IMAGE, "--no-guard"],
  "manifest-wasmplugin-file.yaml": ["manifest", example, "--url", "file:///opt/hash-tagging.wasm"],
  "manifest-wasmplugin-target-ref.yaml": [
    ...["manifest", example, "--url", IMAGE, "--target-ref", "Gateway/edge"],
    ...["--target-ref", "GatewayClass/istio/gateway.networking.k8s.io", "--namespace", "istio-system"],
  ],
  "manifest-wasmplugin-waypoint.yaml": [
    ...["manifest", example, "--url", IMAGE, "--no-guard"],
    ...["--target-ref", "Service/app-a", "--target-ref", "ServiceEntry/partner"],
  ],
  "manifest-trafficextension.yaml": ["manifest", example, "--url", IMAGE, "--format", "trafficextension"],
  "manifest-trafficextension-every-option.yaml": [
    ...["manifest", example, "--format", "trafficextension", "--url", IMAGE, "--sha256", "1".repeat(64)],
    ...["--name", "canary.tags", "--namespace", "edge", "--target-ref", "Gateway/edge", "--phase", "AUTHN"],
    ...["--priority=-7", "--image-pull-policy", "Always", "--image-pull-secret", "registry-key"],
    ...["--fail-strategy", "FAIL_RELOAD"],
  ],
  "manifest-envoy-gateway.yaml": [
    ...["manifest", example, "--format", "envoy-gateway", "--url", IMAGE, "--target-ref", "Gateway/eg"],
  ],
  "manifest-envoy-gateway-every-option.yaml": [
    ...["manifest", example, "--format", "envoy-gateway", "--url", IMAGE, "--sha256", "1".repeat(64)],
    ...["--name", "canary.tags", "--namespace", "edge", "--target-ref", "Gateway/eg"],
    ...["--target-ref", "Gateway/inside/gateway.networking.k8s.io", "--image-pull-policy", "Always"],
    ...["--image-pull-secret", "registry-key", "--fail-strategy", "FAIL_CLOSE"],
  ],
  "manifest-envoy-gateway-web.yaml": [
    ...["manifest", example, "--format", "envoy-gateway", "--url", "https://web.example/hash-tagging.wasm"],
    ...["--sha256", "ABCDEF".padEnd(64, "0"), "--target-ref", "Gateway/eg", "--no-guard"],
  ],
  "manifest-envoy-file.yaml": [
    ...["manifest", example, "--format", "envoy", "--url", "file:///opt/hash%20tagging.wasm"],
    ...["--name", "canary", "--fail-strategy", "FAIL_CLOSE"],
  ],
  "manifest-propagation.yaml": ["manifest", "--propagation", carried, "--url", PROPAGATION],
  "manifest-propagation-every-option.yaml": [
    ...["manifest", "--propagation", carried, "--url", PROPAGATION, "--sha256", "1".repeat(64)],
    ...[
      "--name",
      "tags",
      "--namespace",
      "shop",
      "--selector",
      "app=cart",
      "--phase",
      "STATS",
      "--priority",
      "7",
    ],
    ...["--image-pull-policy", "Always", "--image-pull-secret", "key", "--fail-strategy", "FAIL_RELOAD"],
  ],
  "manifest-propagation-trafficextension.yaml": [
    ...["manifest", "--propagation", carried, "--url", PROPAGATION, "--format", "trafficextension"],
  ],
  "manifest-envoy-native.yaml": [
    ...["manifest", example, "--format", "envoy", "--native", "--url", "file:///opt/libhash_tagging.so"],
  ],
  "manifest-envoy-gateway-native.yaml": [
    ...["manifest", example, "--format", "envoy-gateway", "--target-ref", "Gateway/eg", "--native"],
    ...["--url", "file:///opt/libhash_tagging.so"],
  ],
  "manifest-propagation-envoy.yaml": [
    ...[
      "manifest",
      "--propagation",
      carried,
      "--format",
      "envoy",
      "--url",
      "file:///opt/header-propagation.wasm",
    ],
  ],
  "manifest-envoy-web.yaml": [
    ...["manifest", example, "--format", "envoy", "--url", "https://web.example/hash-tagging.wasm"],
    ...["--sha256", "ABCDEF".padEnd(64, "0"), "--cluster", "web"],
  ],
};
for (const [file, args] of Object.entries(goldens)) {
  test(`golden: ${file}`, async () => {
    const { status, stdout, stderr } = await cli(args);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assertGolden(file, stdout);
  });
}

test("docs/envoy-gateway.md shows what is written for the example", async () => {
  const page = readFileSync(join(root, "docs/envoy-gateway.md"), "utf8");
  const [, shown] = /^```yaml\n(.*?)^```$/ms.exec(page)!;
  const args = ["--format", "envoy-gateway", "--target-ref", "Gateway/eg"];
  const url = "oci://registry.example.com/hash-tagging:0.1.0";
  const { stdout } = await cli(["manifest", example, "--url", url, ...args]);
  assert.deepEqual(loadAll(shown!), loadAll(stdout));
});

test("--version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.deepEqual(await cli(["--version"]), { status: 0, stdout: `${version}\n`, stderr: "" });
});

test("no line of the help is longer than 120 characters", async () => {
  for (const args of [["--help"], ["check", "--help"], ["manifest", "--help"]]) {
    const { stdout } = await cli(args);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 120, line);
  }
});
