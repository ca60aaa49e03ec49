import assert from "node:assert/strict";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { example, refused } from "./command.ts";

const urls: [string, string][] = [
  ["registry.example:5000/hash-tagging:1", "has no scheme; write oci://registry.example:5000/hash-tagging:1"],
  ["hash-tagging:1", "has no scheme; write oci://hash-tagging:1"],
  [
    "OCI://registry.example/x",
    "begins with none of oci://, https://, http://, file://; did you mean oci://?",
  ],
  [
    "ftp://web.example/x.wasm",
    "begins with none of oci://, https://, http://, file://; did you mean http://?",
  ],
  ["oci://hash-tagging:1", "is not an image; write oci://REGISTRY/hash-tagging:TAG"],
  ["oci://registry.example/Hash:1", "is not an image; write oci://REGISTRY/hash-tagging:TAG"],
  ["oci://registry.example/x:", "is not an image; write oci://REGISTRY/hash-tagging:TAG"],
  ["oci://registry.example/x@sha256:12", "is not an image; write oci://REGISTRY/hash-tagging:TAG"],
  ["oci://registry.example/x y", "is not an image; write oci://REGISTRY/hash-tagging:TAG"],
  ["build/hash-tagging.wasm", "is a path; write file:///path/to/hash-tagging.wasm"],
  ["/opt/hash-tagging", "is a path; write file:///path/to/hash-tagging.wasm"],
  ["file://build/x.wasm", "has no absolute path; write file:///path/to/hash-tagging.wasm"],
  ["file:///", "has no absolute path; write file:///path/to/hash-tagging.wasm"],
  ["file:///m%.wasm", "has a % that stands for no character of a path; write %25 for a percent sign"],
  ["file:///a%2Fb.wasm", "has a % that stands for no character of a path; write %25 for a percent sign"],
  ["file:///a%00.wasm", "has a % that stands for no character of a path; write %25 for a percent sign"],
  ["https://", "is not a URL"],
  ["https://web.example/a b", "is not a URL"],
];
for (const [url, why] of urls) {
  test(`refuses --url ${url}`, () =>
    refused(cli(["manifest", example, "--url", url]), `--url: ${JSON.stringify(url)} ${why}`));
}

const PINNED = `oci://registry.example/hash-tagging@sha256:${"a".repeat(64)}`;
const combinations: [string, string[], string | RegExp][] = [
  [
    "a file has no pull policy",
    ["--url", "file:///x", "--image-pull-policy", "Always"],
    /^--image-pull-policy: a file:\/\/ module is not pulled; leave it out$/,
  ],
  [
    "the web has no pull secret",
    ["--url", "https://web.example/x", "--image-pull-secret", "s"],
    /^--image-pull-secret: only an oci:/,
  ],
  ["nobody checks a file's digest", ["--url", "file:///x", "--sha256", "auto"], /^--sha256: nobody checks /],
  [
    "two digests of one image",
    ["--url", PINNED, "--sha256", "b".repeat(64)],
    /^--sha256 differs from the digest in --url; /,
  ],
  [
    "Envoy: a digest for the web",
    ["--format", "envoy", "--url", "http://web.example/x"],
    /^--sha256 is missing: /,
  ],
  [
    "Envoy: a cluster for the web",
    ["--format", "envoy", "--url", "http://web.example/x", "--sha256", "auto"],
    /^--cluster is missing: /,
  ],
  [
    "Envoy: no cluster for a file",
    ["--format", "envoy", "--url", "file:///x", "--cluster", "c"],
    /^--cluster: a file:/,
  ],
  ...[
    "namespace",
    "selector",
    "target-ref",
    "phase",
    "priority",
    "image-pull-policy",
    "image-pull-secret",
  ].map((name): [string, string[], RegExp] => [
    `Envoy: no ${name}`,
    ["--format", "envoy", "--url", "file:///x", `--${name}`, "x=y"],
    new RegExp(`^--${name}: .*; leave it out$`),
  ]),
];
for (const [what, args, line] of combinations) {
  test(`refuses what cannot be: ${what}`, () => refused(cli(["manifest", example, ...args]), line));
}

test("the same digest in --url and --sha256 is fine, in capitals too", async () => {
  const { status, stdout } = await cli(["manifest", example, "--url", PINNED, "--sha256", "A".repeat(64)]);
  assert.equal(status, 0);
  assert.ok(stdout.includes(`sha256: "${"a".repeat(64)}"`));
});
