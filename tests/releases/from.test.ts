// What a folder of manifests is proposed as: the release that they were written from, or what was made by hand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parseManifests } from "../../lab/istio/kubernetes.ts";
import { Mistake } from "../../lib/mistake.ts";
import { propose } from "../../lib/release/from/propose.ts";
import { rulesAt } from "../../lib/release/rules.ts";
import { written } from "../command-line.ts";
import { objectsOf, read, releaseFile, RELEASES } from "./files.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/mixed-canary");

/** The shares of two apps that belong together, and of a third, as people write them for ASM; app-c is finished at the end. */
const rule = (app: string, range: number, tagValue: string) =>
  `{ header: x-user-id, modulo: 100, tagHeader: appver-${app}, policies: [{ range: ${range}, tagValue: ${tagValue} }] }`;
const plugin = (...rules: string[]) => `
apiVersion: extensions.istio.io/v1alpha1
kind: WasmPlugin
metadata: { name: hash-tagging, namespace: istio-system }
spec: { url: "oci://registry.example.com/asm-hash-tagging:v1", pluginConfig: { rules: [${rules.join(", ")}] } }
`;
const routes = (app: string, stable: string, next?: string) => `
apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata: { name: app-${app}, namespace: default }
spec:
  ${app === "a" ? "gateways: [istio-system/ingressgateway]" : ""}
  hosts: [${app === "a" ? '"*"' : `app-${app}.default.svc.cluster.local`}]
  http:
    ${next === undefined ? "" : `- match: [{ headers: { appver-${app}: { exact: ${next} } } }]\n      route: [{ destination: { host: app-${app}.default.svc.cluster.local, subset: ${next} } }]`}
    - route: [{ destination: { host: app-${app}.default.svc.cluster.local, subset: ${stable} } }]
`;
const BY_HAND = parseManifests(
  [
    ...[routes("a", "v1", "v2"), routes("b", "v1", "v2"), plugin(rule("a", 10, "v2"), rule("b", 10, "v2"))],
    ...[routes("c", "v2", "v3"), plugin(rule("a", 10, "v2"), rule("b", 10, "v2"), rule("c", 50, "v3"))],
    ...[routes("c", "v3"), plugin(rule("a", 10, "v2"), rule("b", 10, "v2"))],
  ].join("---"),
);

describe("release --from", () => {
  test("gives back what the mixed canary was written from", async () => {
    const original = read(readFileSync(join(EXAMPLE, "release.yaml"), "utf8"));
    const proposed = read(await written(["release", "--from", EXAMPLE]));
    const rules = ({ release, states }: typeof original) => states.map((state) => rulesAt(release, state));
    assert.deepEqual(rules(proposed), rules(original));
    assert.deepEqual(proposed.release.apps, original.release.apps);
  });

  test("reads a release by hand, and what is finished in it", () => {
    const { text, notes } = propose(BY_HAND, "by-hand");
    assert.deepEqual(notes, []);
    const { release, states } = read(text);
    assert.deepEqual(
      release.apps.map(({ name, port, stable, versions }) => [name, port, stable, ...versions.keys()]),
      [
        ["app-a", 80, "v1", "v2"],
        ["app-b", 80, "v1", "v2"],
        ["app-c", 80, "v2", "v3"],
      ],
    );
    assert.equal(states.length, 5);
    assert.deepEqual([...states[3]!.shares].at(-1), ["appver-c", { done: "v3" }]);
  });

  test("gives back shares of several versions", () => {
    const { release, states } = read(RELEASES["two that belong together, done at once"]!);
    const { text } = propose(
      states.flatMap((state) => objectsOf(release, state)),
      "winter",
    );
    assert.deepEqual(
      read(text).states.map(({ shares }) => shares),
      states.map(({ shares }) => shares),
    );
  });

  test("gives back testers, and where each kind comes to", async () => {
    const original = read(readFileSync(join(EXAMPLE, "../tester-release/release.yaml"), "utf8"));
    const plugins = original.states.flatMap((state) => objectsOf(original.release, state));
    const { text, notes } = propose(plugins, "weather");
    assert.deepEqual(notes, []);
    const rules = ({ release, states }: typeof original) => states.map((state) => rulesAt(release, state));
    assert.deepEqual(rules(read(text)), rules(original));

    const source = releaseFile(
      "app-a: { port: 8000, stable: v1, next: v2, entry: true }",
      "- { app-a: testers }\n- { app-a: 20% }",
      `testers:
  - { match: [{ headers: { x-canary: { exact: iwantsit } } }], to: v2 }
  - { match: [{ headers: { x-canary: { present: true } } }], to: stable }
  - { ids: [u-17], to: v2 }
`,
    );
    const kinds = read(source);
    const again = propose(
      kinds.states.flatMap((state) => objectsOf(kinds.release, state)),
      "winter",
    );
    assert.deepEqual(again.notes, []);
    assert.deepEqual(rules(read(again.text)), rules(kinds));
  });

  test("takes a rule that is off for nobody's share", () => {
    const { text } = propose(
      parseManifests(`${routes("a", "v1", "v2")}---${plugin(rule("a", 0, "v2"))}`),
      "x",
    );
    assert.match(text, /app-a: "0%"/);
    assert.equal(read(text).states.length, 2);
  });

  test("names what a release cannot say", () => {
    const odd = parseManifests(
      routes("a", "v1", "v2").replace("exact: v2", "prefix: v") +
        "---" +
        routes("b", "v1") +
        "---" +
        plugin(rule("a", 10, "v2").replace("{ header", "{ match: [], header")),
    );
    assert.deepEqual(propose(odd, "odd").notes, [
      "VirtualService app-a: a route that does not lead a tag to the version of its name; left out",
      "the rule of appver-a has match; look whether a release can say it",
    ]);
  });

  test("refuses what holds no release", () => {
    assert.throws(
      () => propose([], "x"),
      new Mistake("--from: no plug-in with rules; name a folder with a WasmPlugin"),
    );
    assert.throws(
      () => propose(parseManifests(plugin(rule("a", 10, "v2"))), "x"),
      /no VirtualService that leads to subsets/,
    );
  });
});
