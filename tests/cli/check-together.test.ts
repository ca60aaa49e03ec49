// What check says of files that are applied together.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { scratch } from "./command.ts";

const rules = (rule: object = {}) =>
  JSON.stringify({
    rules: [
      {
        header: "x-user-id",
        modulo: 9999,
        tagHeader: "Appver-A",
        policies: [{ range: 10, tagValue: "v2" }],
        ...rule,
      },
    ],
  });
const manifest = (rule: object) =>
  `{"apiVersion":"extensions.istio.io/v1alpha1","kind":"WasmPlugin","spec":{"url":"oci://r.example/hash-tagging:1","pluginConfig":${rules(rule)}}}`;
const object = (kind: string, spec: object) => JSON.stringify({ apiVersion: "any/v1", kind, spec });
/** A route to v1 without a match comes last. */
const istio = (matches: object[], last = "v1") => {
  const to = (subset: string) => ({ route: [{ destination: { host: "app-a.default", subset } }] });
  return object("VirtualService", {
    http: [...matches.map((match) => ({ match: [match], ...to("v9") })), to(last)],
  });
};
const asking = (test: object) => istio([{ headers: { "appver-a": test } }]);
const gateway = (kind: string, ...headers: object[]) =>
  object(kind, { rules: [{ backendRefs: [{ name: "app-a-v1" }] }, { matches: [{ headers }] }] });

/** The ids, with the paths, of what is said of documents of one file. */
async function said(...documents: string[]): Promise<string[]> {
  const { stdout } = await cli(["check", "-"], documents.join("\n---\n"));
  const lines = stdout
    .split("\n")
    .filter((line) => /unrouted-tag|idle-route|unvouched-key|error|not-ours/.test(line));
  return lines.map((line) => line.replace(/^\S+ (?:\w+: )?([a-z-]+: [^:]+): .*/, "$1"));
}

const UNROUTED = "unrouted-tag: rules[0].policies[0].tagValue";
const ELSEWHERE = "unrouted-tag: rules[0].tagHeader";
const idle = (path: string) => `idle-route: ${path}`;
const IDLE = idle("spec.http[0].match[0].headers.appver-a");
const v1AndV2 = {
  policies: [
    { range: 10, tagValue: "v2" },
    { range: 9999, tagValue: "v1" },
  ],
};

const rows: [what: string, documents: string[], expected: string[]][] = [
  ["no routes", [rules()], []],
  ["a route alone", [asking({ exact: "v2" })], []],
  ["exact", [rules(), asking({ exact: "v2" })], []],
  ["exact, another value", [rules(), asking({ exact: "v3" })], [UNROUTED, IDLE]],
  ["prefix", [rules(), asking({ prefix: "v" })], []],
  ["prefix, another", [rules(), asking({ prefix: "v2-" })], [UNROUTED, IDLE]],
  ["regex", [rules(), asking({ regex: "v[2-4]" })], []],
  [
    "regex, which has to take the whole value",
    [rules({ policies: [{ range: 1, tagValue: "v22" }] }), asking({ regex: "v2" })],
    [UNROUTED, IDLE],
  ],
  ["a regex that is none", [rules(), asking({ regex: "(" })], []],
  [
    "a regex that would take a backtracker for ever",
    [rules({ policies: [{ range: 1, tagValue: "a".repeat(99) }] }), asking({ regex: "(a+)+b" })],
    [UNROUTED, IDLE],
  ],
  ["present", [rules(), asking({})], []],
  ["a number, which Kubernetes will refuse", [rules(), asking({ exact: 2 })], []],
  ["a header in other letters", [rules(), istio([{ headers: { "AppVer-A": { exact: "v2" } } }])], []],
  [
    "among other conditions",
    [rules(), istio([{ uri: { prefix: "/" }, headers: { b: { exact: "1" }, "appver-a": { exact: "v2" } } }])],
    [],
  ],
  ["only routes for something else", [rules(), istio([{ headers: { b: { exact: "1" } } }])], [ELSEWHERE]],
  ["the stable version's subset", [rules(v1AndV2), asking({ exact: "v2" })], []],
  [
    "a stable version that is called otherwise",
    [rules(v1AndV2), istio([{ headers: { "appver-a": { exact: "v2" } } }], "old")],
    ["unrouted-tag: rules[0].policies[1].tagValue"],
  ],
  [
    "the rest, which any open route serves",
    [rules({ defaultTagValue: "stable", anonymousTagValue: "guest" }), asking({ exact: "v2" })],
    [],
  ],
  [
    "a route for all but a value",
    [rules(v1AndV2), istio([{ withoutHeaders: { "appver-a": { exact: "v2" } } }], "v1")],
    [UNROUTED],
  ],
  [
    "a range of 0, and a moving one",
    [rules({ policies: [{ range: 0, tagValue: "v2" }] }), asking({ exact: "v2" })],
    [],
  ],
  ["a rule that is off", [rules({ enabled: false }), asking({ exact: "v3" })], []],
  [
    "overrides and pins",
    [
      rules({
        pins: [
          { ids: ["1"], tagValue: "v3" },
          { ids: ["2"], tagValue: null },
        ],
      }),
      asking({ exact: "v2" }),
    ],
    ["unrouted-tag: rules[0].pins[0].tagValue"],
  ],
  ["rules with an error", [rules({ modulo: 0 }), asking({ exact: "v3" })], []],
  [
    "a reserved header, whose rule is to come",
    [`{"rules":[],"reserve":["appver-a"]}`, asking({ exact: "v3" })],
    [],
  ],
  [
    "two routers",
    [
      rules({
        policies: [
          { range: 1, tagValue: "v2" },
          { range: 2, tagValue: "v3" },
        ],
      }),
      asking({ exact: "v2" }),
      asking({ exact: "v3" }),
    ],
    [],
  ],
  ["HTTPRoute", [rules(v1AndV2), gateway("HTTPRoute", { name: "appver-a", value: "v2" })], []],
  [
    "HTTPRoute, another value",
    [rules(), gateway("HTTPRoute", { type: "Exact", name: "appver-a", value: "v3" })],
    [UNROUTED, idle("spec.rules[1].matches[0].headers[0].value")],
  ],
  [
    "HTTPRoute by an expression",
    [rules(), gateway("HTTPRoute", { type: "RegularExpression", name: "Appver-A", value: "v\\d" })],
    [],
  ],
  ["GRPCRoute", [rules(), gateway("GRPCRoute", { name: "appver-a", value: "v2" })], []],
  [
    "a route that Argo adds",
    [
      rules(),
      istio([]),
      object("Rollout", {
        strategy: {
          canary: {
            steps: [
              { setWeight: 1 },
              { setHeaderRoute: { match: [{ headerName: "appver-a", headerValue: { exact: "v2" } }] } },
            ],
          },
        },
      }),
    ],
    [],
  ],
  [
    "routes that are none",
    [rules(), object("VirtualService", { http: [3, { match: [null, { headers: 1 }] }] })],
    [ELSEWHERE],
  ],
];
for (const [what, documents, expected] of rows) {
  test(`check, together: ${what}`, async () => {
    const errors = documents[0]!.includes('"modulo":0') ? expected.length : 0;
    assert.deepEqual((await said(...documents)).slice(errors), expected);
  });
}

const UNVOUCHED = "unvouched-key: spec.pluginConfig.rules[0].header";
const claims = (header: string) => ({ jwtRules: [{ outputClaimToHeaders: [{ header, claim: "sub" }] }] });
const voucher: [what: string, documents: string[], expected: string[]][] = [
  ["rules without a manifest", [rules()], []],
  ["nothing", [manifest({})], [UNVOUCHED]],
  ["a claim in the header", [manifest({}), object("RequestAuthentication", claims("X-User-Id"))], []],
  ["a claim in another", [manifest({}), object("RequestAuthentication", claims("x-org"))], [UNVOUCHED]],
  ["a service that is asked", [manifest({}), object("AuthorizationPolicy", { action: "CUSTOM" })], []],
  ["one that only allows", [manifest({}), object("AuthorizationPolicy", { action: "ALLOW" })], [UNVOUCHED]],
  [
    "a provider of Envoy Gateway",
    [
      manifest({}),
      object("SecurityPolicy", { jwt: { providers: [{ claimToHeaders: [{ header: "x-user-id" }] }] } }),
    ],
    [],
  ],
  ["a login of Envoy Gateway", [manifest({}), object("SecurityPolicy", { oidc: {} })], []],
  ["a filter of Envoy", [manifest({}), object("EnvoyFilter", { patch: "envoy.filters.http.ext_authz" })], []],
  [
    "the guard, which does not know who asks",
    [manifest({}), object("EnvoyFilter", { patch: "header_mutation" })],
    [UNVOUCHED],
  ],
  ["a key that is a claim", [manifest({ header: undefined, key: [{ claim: "sub" }] })], []],
];
for (const [what, documents, expected] of voucher) {
  test(`check, who vouches: ${what}`, async () => assert.deepEqual(await said(...documents), expected));
}

test("check takes named files together, and those of one folder", async () => {
  const folder = mkdtempSync(join(scratch, "together-"));
  const file = (name: string) => join(folder, name);
  mkdirSync(file("a"));
  mkdirSync(file("b"));
  writeFileSync(file("a/rules.yaml"), rules());
  writeFileSync(file("b/routes.yaml"), asking({ exact: "v3" }));
  assert.equal((await cli(["check", "-R", folder])).stdout, "");
  const named = await cli(["check", file("b/routes.yaml"), file("a/rules.yaml")]);
  assert.deepEqual(
    named.stdout
      .split("\n")
      .map((line) => line.replace(folder, "").replace(/^([^:]+):\S+ (\w+: [a-z-]+):.*/, "$1 $2")),
    ["/b/routes.yaml advice: idle-route", "/a/rules.yaml warning: unrouted-tag", ""],
  );
  writeFileSync(file("a/routes.yaml"), asking({ exact: "v3" }));
  assert.match((await cli(["check", "-R", folder])).stdout, /a\/rules\.yaml:1:\d+: warning: unrouted-tag: /);
});
