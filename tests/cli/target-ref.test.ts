import assert from "node:assert/strict";
import { test } from "node:test";
import { loadAll } from "js-yaml";
import { cli, written } from "../command-line.ts";
import { carry, example, IMAGE, manifest, refused, rule } from "./command.ts";

const refs = (...given: string[]) => given.flatMap((each) => ["--target-ref", each]);
const onIstio = (...args: string[]) => cli(["manifest", example, "--url", IMAGE, ...args]);
const onEnvoyGateway = (...args: string[]) => onIstio("--format", "envoy-gateway", ...args);

const KINDS = "Gateway, GatewayClass, Service, ServiceEntry";
const targets: [string[], string | RegExp][] = [
  [["eg"], '--target-ref: "eg" is no target; write KIND/NAME, Gateway/edge'],
  [["Gateway/eg/a/b"], /is no target; write KIND\/NAME, Gateway\/edge$/],
  [
    ["Gatway/eg"],
    `--target-ref: "Gatway/eg" is no target; its kind is none of ${KINDS}; did you mean Gateway?`,
  ],
  [["__proto__/eg"], `--target-ref: "__proto__/eg" is no target; its kind is none of ${KINDS}`],
  [["Gateway/"], /^--target-ref: "" is no name; /],
  [["Gateway/E"], /^--target-ref: "E" is no name; /],
  [["Gateway/eg/core"], /the group of a Gateway is "gateway\.networking\.k8s\.io"; leave it out$/],
  [["Service/a/core"], /the group of a Service is ""; leave it out$/],
  [
    ["Gateway/eg", "Gateway/eg/gateway.networking.k8s.io"],
    "--target-ref: Gateway/eg is given twice; keep one",
  ],
  [Array.from({ length: 17 }, (_, i) => `Gateway/g${i}`), "--target-ref: 17 are given; the most is 16"],
];
for (const [given, line] of targets) {
  test(`refuses --target-ref ${given.join(" ").slice(0, 40)}`, () =>
    refused(onIstio(...refs(...given)), line));
}

for (const waypoint of ["Service/app-a", "ServiceEntry/partner", "GatewayClass/istio-waypoint"]) {
  test(`${waypoint} is a waypoint's, which has no guard`, async () => {
    const line = `--target-ref: ${waypoint} is served by a waypoint, for which there is no guard; give --no-guard as well`;
    await refused(onIstio(...refs("Gateway/edge", waypoint)), line);
    assert.equal((await onIstio(...refs("Gateway/edge", waypoint), "--no-guard")).status, 0);
  });
}

test("--target-ref and --selector exclude each other", () =>
  refused(
    onIstio(...refs("Gateway/eg"), "--selector", "a=b"),
    "--selector: --target-ref chooses the proxies; leave it out",
  ));

test("sidecars have no --target-ref", () =>
  refused(
    carry("headers: [version]", ...refs("Gateway/eg")),
    "--target-ref: sidecars are chosen by --selector; leave it out",
  ));

const envoyGateway: [string[], string | RegExp][] = [
  [[], "--target-ref is missing: name the Gateway, such as Gateway/eg"],
  [refs("HTTPRoute/app-a"), /^--target-ref: "HTTPRoute\/app-a" is no target; its kind is none of Gateway$/],
  [
    [...refs("Gateway/eg"), "--fail-strategy", "FAIL_RELOAD"],
    /^--fail-strategy: .* FAIL_OPEN and FAIL_CLOSE alone; /,
  ],
  ...["cluster", "selector", "phase", "priority"].map((name): [string[], RegExp] => [
    [...refs("Gateway/eg"), `--${name}`, "x=y"],
    new RegExp(`^--${name}: .*; leave it out$`),
  ]),
];
for (const [args, line] of envoyGateway) {
  test(`refuses --format envoy-gateway ${args.join(" ")}`, () => refused(onEnvoyGateway(...args), line));
}

test("--format envoy-gateway takes no file and no sidecars", async () => {
  const args = ["--format", "envoy-gateway", ...refs("Gateway/eg")];
  await refused(
    cli(["manifest", example, ...args, "--url", "file:///x.wasm"]),
    "--url: Envoy Gateway takes no file; write oci:// or https://",
  );
  await refused(
    cli(["manifest", example, ...args, "--url", "https://web.example/x", "--image-pull-secret", "s"]),
    "--image-pull-secret: only an oci:// image is pulled with it; leave it out",
  );
  await refused(
    carry("headers: [version]", ...args),
    "--format envoy-gateway: Envoy Gateway has no sidecars; leave out --propagation",
  );
});

test("the guard of Envoy Gateway removes names and prefixes, at most 64 of each", async () => {
  const args = ["--format", "envoy-gateway", ...refs("Gateway/eg")];
  const config = { rules: [rule("AppVer-A", 10, "v2")], reserve: ["appver-c", "Lane-*"] };
  const text = await written(["manifest", "-", "--url", IMAGE, ...args], JSON.stringify(config));
  const [guard] = loadAll(text) as [{ spec: { headers: object } }];
  assert.deepEqual(guard.spec.headers, {
    earlyRequestHeaders: {
      remove: ["appver-a", "appver-c"],
      removeOnMatch: [{ type: "Prefix", value: "lane-" }],
    },
  });
  assert.match(text, /^# removeOnMatch needs Envoy Gateway 1\.7; /m);
  const many = { rules: Array.from({ length: 65 }, (_, i) => rule(`tag-${i}`, 10, "v2")) };
  const { status, stderr } = await manifest(JSON.stringify(many), ...args);
  assert.equal(status, 2);
  assert.match(stderr, /the guard removes at most 64 headers; reserve a prefix, or give --no-guard\n$/);
  assert.equal((await manifest(JSON.stringify(many), ...args, "--no-guard")).status, 0);
});

test("a TrafficExtension has what the WasmPlugin has, the module's fields below wasm", async () => {
  const args = ["--selector", "a=b", "--priority", "3", "--sha256", "a".repeat(64), "--no-guard"];
  const of = async (format: string) =>
    (loadAll((await onIstio(...args, "--format", format)).stdout) as [{ metadata: object; spec: object }])[0];
  const { wasm, ...outside } = (await of("trafficextension")).spec as { wasm: object };
  assert.deepEqual({ ...outside, ...wasm }, (await of("wasmplugin")).spec);
  assert.deepEqual(Object.keys(outside), ["selector", "phase", "priority"]);
});
