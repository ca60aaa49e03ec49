// The command line: in this process through run(), and at the end as the built program.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { CORE_SCHEMA, load, YAML11_SCHEMA } from "js-yaml";
import { Rules } from "../cli/core.ts";
import { run } from "../cli/run.ts";
import { writeImage } from "../lab/image.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const golden = join(root, "tests/golden");
const example = join(root, "examples/mixed-canary/rules.yaml");
const program = join(root, "build/cli/main.js");
const IMAGE = "oci://registry.example/hash-tagging:1.0.0";
const MIB = 1 << 20;

const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-cli-"));
after(() => rmSync(scratch, { recursive: true }));

interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

async function cli(args: string[], input: string | Uint8Array = ""): Promise<Outcome> {
  const outcome = { status: NaN, stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") =>
    new Writable({
      write: (chunk, _encoding, done) => {
        outcome[name] += chunk;
        done();
      },
    });
  const stdin = Readable.from([Buffer.from(input)]);
  outcome.status = await run(args, { stdin, stdout: sink("stdout"), stderr: sink("stderr") });
  return outcome;
}

const manifest = (input: string | Uint8Array, ...args: string[]) =>
  cli(["manifest", "-", "--url", IMAGE, ...args], input);

async function refused(outcome: Promise<Outcome>, ...lines: (string | RegExp)[]): Promise<void> {
  const { status, stdout, stderr } = await outcome;
  assert.equal(status, 2, stderr);
  assert.equal(stdout, "");
  const seen = stderr.split("\n");
  assert.equal(seen.pop(), "");
  assert.equal(seen.length, lines.length, stderr);
  lines.forEach((line, i) => {
    if (typeof line === "string") assert.equal(seen[i], line);
    else assert.match(seen[i]!, line);
  });
}

function assertGolden(name: string, text: string): void {
  const file = join(golden, name);
  if (process.env["GOLDEN"]) writeFileSync(file, text);
  assert.equal(text, readFileSync(file, "utf8"));
}

const rule = (tagHeader: string, range: number, tagValue: string) => ({
  header: "x-user-id",
  modulo: 100,
  tagHeader,
  policies: [{ range, tagValue }],
});

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

test("the example is the article's third step, and only says which failStrategy it has", async () => {
  const { status, stdout, stderr } = await cli(["manifest", example, "--url", article.spec.url]);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  assert.deepEqual(load(stdout), { ...article, spec: { ...article.spec, failStrategy: "FAIL_OPEN" } });
});

const PROPAGATION = "oci://registry.example/header-propagation:1.0.0";
const carried = join(scratch, "propagation.yaml");
writeFileSync(carried, "headerPrefixes: [appver]\ncorrelate: x-request-id\nttl: 30\n");
const carry = (input: string, ...args: string[]) =>
  cli(["manifest", "--propagation", "-", "--url", PROPAGATION, ...args], input);

const goldens: Record<string, string[]> = {
  "help-hash-tagging.txt": ["--help"],
  "help-manifest.txt": ["manifest", "--help"],
  "manifest-istio.yaml": ["manifest", example, "--url", IMAGE],
  "manifest-istio-every-option.yaml": [
    ...["manifest", example, "--url", "oci://localhost:5000/hash-tagging", "--sha256", "1".repeat(64)],
    ...["--name", "canary.tags", "--namespace", "edge", "--selector", "app=gateway,example.com/tier=edge"],
    ...["--selector", "empty=", "--phase", "AUTHZ", "--priority=-7", "--image-pull-policy", "Always"],
    ...["--image-pull-secret", "registry-key", "--fail-strategy", "FAIL_RELOAD", "--format", "istio"],
  ],
  "manifest-istio-file.yaml": ["manifest", example, "--url", "file:///opt/hash-tagging.wasm"],
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

test("--version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.deepEqual(await cli(["--version"]), { status: 0, stdout: `${version}\n`, stderr: "" });
});

test("--help lists every option", async () => {
  const { stdout } = await cli(["manifest", "--help"]);
  const source = readFileSync(join(root, "cli/options.ts"), "utf8");
  const names = [...source.matchAll(/^ {2}"?([a-z0-9-]+)"?: \{ type:/gm)].map(([, name]) => `--${name}`);
  assert.ok(names.length > 10);
  for (const name of [...names, "--propagation", "--format", "--output", "--help"])
    assert.ok(stdout.includes(`${name} `), name);
});

test("--propagation: the direction that the file names is the only one", async () => {
  for (const [direction, mode] of [
    ["inbound", "SERVER"],
    ["outbound", "CLIENT"],
  ]) {
    const { stdout } = await carry(`headers: [version]\ndirection: ${direction}\n`);
    const plugin = load(stdout) as typeof article & { spec: { match: object[] } };
    assert.equal(plugin.metadata.name, "header-propagation");
    assert.deepEqual(plugin.spec.match, [{ mode }]);
    assert.deepEqual(plugin.spec.pluginConfig, { headers: ["version"], direction });
  }
});

test("--propagation: every mistake where it stands, and nothing written", async () => {
  await refused(
    carry("headerPrefix:\n  - x-\ncorelate: x-request-id\nttl: 1.5\n"),
    '<stdin>:3:1: corelate: unknown field; did you mean "correlate"?',
    /^<stdin>:2:5: headerPrefix\[0\]: "x-" takes in "x-request-id", which is no tag; /,
    "<stdin>:4:6: ttl: means nothing without correlate; remove it",
    /^<stdin>:4:6: ttl: 1\.5 is not whole; /,
  );
  await refused(carry(""), "<stdin>: no rules; the file is empty");
});

test("--propagation --sha256 auto is the digest of its own module", async () => {
  const module = readFileSync(join(root, "build/header-propagation.wasm"));
  const digest = createHash("sha256").update(module).digest("hex");
  const url = "https://web.example/x.wasm";
  const { stdout } = await cli(["manifest", "--propagation", carried, "--url", url, "--sha256", "auto"]);
  assert.equal(stdout.split(`\n  sha256: "${digest}"\n`).length, 3, stdout);
});

test("--sha256 auto is the digest of the built module, quoted", async () => {
  const digest = createHash("sha256")
    .update(readFileSync(join(root, "build/hash-tagging.wasm")))
    .digest("hex");
  const { stdout } = await cli([
    "manifest",
    example,
    "--url",
    "https://web.example/x.wasm",
    "--sha256",
    "auto",
  ]);
  assert.ok(stdout.includes(`\n  sha256: "${digest}"\n`), stdout);
});

test("--sha256 auto of an image is the digest of the image that was built", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-"));
  try {
    const digest = await writeImage(undefined, join(folder, "image"));
    const { stdout } = await manifest("rules: []", "--sha256", "auto");
    assert.ok(stdout.includes(`\n  sha256: "${digest.replace("sha256:", "")}"\n`), stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const digest of [
  "1".repeat(64),
  "f".repeat(64),
  "1e5".padEnd(64, "0"),
  "0x".padEnd(64, "1").replace("x", "0"),
]) {
  test(`a digest stays a string: ${digest.slice(0, 6)}…`, async () => {
    const { stdout } = await manifest("rules: []", "--sha256", digest);
    assert.ok(stdout.includes(`sha256: "${digest}"`));
  });
}

// --- what is read -----------------------------------------------------------------------------------------------

const RULE =
  "header: x-user-id\n    modulo: 100\n    tagHeader: appver-a\n    policies: [{ range: 10, tagValue: v2 }]\n";
const RULES = `rules:\n  - ${RULE}`;

const readable: Record<string, string | Uint8Array> = {
  "a byte order mark": `\ufeff${RULES}`,
  CRLF: RULES.replaceAll("\n", "\r\n"),
  CR: RULES.replaceAll("\n", "\r"),
  JSON: JSON.stringify({ rules: [rule("appver-a", 10, "v2")] }),
  "a document between markers": `%YAML 1.2\n---\n${RULES}...\n`,
  "empty documents around it": `---\n# nothing\n---\n${RULES}---\n`,
  "an anchor and an alias": `rules:\n  - header: &h x-user-id\n    modulo: 100\n    tagHeader: appver-a\n    policies: [{ range: 10, tagValue: v2 }]\n`,
  "numbers in other notations": RULES.replace("100", "0x64").replace("10,", "1e1,"),
  "more numbers": RULES.replace("100", "+100.").replace("10,", "0o12,"),
  "explicit tags": RULES.replace("100", '!!int "100"').replace("v2", "!!str v2"),
};
for (const [what, text] of Object.entries(readable)) {
  test(`reads ${what}`, async () => {
    const { status, stdout, stderr } = await manifest(text);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const { spec } = load(stdout) as typeof article;
    assert.deepEqual(spec.pluginConfig, { rules: [rule("appver-a", 10, "v2")] });
  });
}

test("anchors, aliases and merge keys are written out", async () => {
  const text = `rules:
  - &a
    header: x-user-id
    modulo: 100
    tagHeader: appver-a
    policies: &p [{ range: 10, tagValue: v2 }]
  - <<: *a
    tagHeader: appver-b
  - { <<: [{ header: cookie }, *a], tagHeader: appver-c, policies: *p }
`;
  const { stdout, stderr } = await manifest(text);
  assert.equal(stderr, "");
  assert.doesNotMatch(stdout, /[&*]|<</);
  const { spec } = load(stdout) as typeof article;
  assert.deepEqual(spec.pluginConfig.rules, [
    rule("appver-a", 10, "v2"),
    rule("appver-b", 10, "v2"),
    { ...rule("appver-c", 10, "v2"), header: "cookie" },
  ]);
});

for (const value of [
  "on",
  "yes",
  "y",
  "No",
  "~",
  "null",
  "1",
  "1.10",
  "0x1F",
  "0o7",
  "1_0e5",
  "1e400",
  ".5",
  "12:30:45",
  "2024-01-01",
  "-",
  "a: b",
  "#x",
  "*x",
  "é 💥",
  "<<",
  "'",
  '"',
  "\\",
  "@",
]) {
  test(`the tag value ${value} is the same text to readers of YAML 1.1 and 1.2`, async () => {
    const text = JSON.stringify({ rules: [rule("appver-a", 10, value)] });
    const { stdout, stderr } = await manifest(text);
    assert.equal(stderr, "");
    for (const schema of [CORE_SCHEMA, YAML11_SCHEMA]) {
      const { spec } = load(stdout, { schema }) as typeof article;
      assert.equal(spec.pluginConfig.rules[0]?.policies[0]?.tagValue, value);
    }
  });
}

function envoyConfig(yaml: string): string {
  const [filter] = load(yaml) as [{ typed_config: { config: { configuration: { value: string } } } }];
  return filter.typed_config.config.configuration.value;
}

test("any valid rules come out as they went in, in either format", async () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const rules = fc.array(
    fc.record(
      {
        name: text,
        header: fc.constantFrom("x-user-id", "cookie"),
        modulo: fc.integer({ min: 100, max: 0xffffffff }),
        tagHeader: fc.stringMatching(/^[a-z0-9!#$%&'*+.^_`|~-]{1,8}$/),
        policies: fc.tuple(text, text).map(([a, b]) => [
          { range: 5, tagValue: a },
          { range: 60, tagValue: b },
        ]),
      },
      { requiredKeys: ["header", "modulo", "tagHeader", "policies"], noNullPrototype: true },
    ),
    { maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(rules, async (list) => {
      const config = JSON.stringify({ rules: list });
      fc.pre(Rules.parse(config).errors.length === 0);
      const istio = await manifest(config);
      for (const schema of [CORE_SCHEMA, YAML11_SCHEMA]) {
        const plugin = load(istio.stdout, { schema }) as typeof article;
        assert.deepEqual(plugin.spec.pluginConfig, { rules: list });
      }
      const envoy = await cli(["manifest", "-", "--format", "envoy", "--url", "file:///x.wasm"], config);
      assert.deepEqual(JSON.parse(envoyConfig(envoy.stdout)), { rules: list });
    }),
  );
});

test("rules that only fit without blanks are written without, in Envoy's form", async () => {
  const policies = Array.from({ length: 1000 }, (_, i) => ({ range: i + 1, tagValue: "v" }));
  const rules = Array.from({ length: 20 }, (_, i) => ({
    ...rule(`tag-${i}`, 1, ""),
    modulo: 1000,
    policies,
  }));
  const config = JSON.stringify({ rules });
  assert.ok(config.length < MIB && JSON.stringify({ rules }, null, 2).length > MIB);
  const { stdout, stderr } = await cli(
    ["manifest", "-", "--format", "envoy", "--url", "file:///x.wasm"],
    config,
  );
  assert.equal(stderr, "");
  assert.equal(envoyConfig(stdout), config);
});

// --- where a mistake is -----------------------------------------------------------------------------------------

const positions: [string, string, ...(string | RegExp)[]][] = [
  [
    "a value",
    RULES.replace("100", "9"),
    /^<stdin>:5:25: rules\[0\]\.policies\[0\]\.range: 10 is above modulo 9; /,
  ],
  [
    "a quoted value",
    RULES.replace("100", '"100"'),
    /^<stdin>:3:13: rules\[0\]\.modulo: "100" is not a number; /,
  ],
  [
    "an unknown field",
    RULES.replace("modulo", "Modula"),
    /^<stdin>:3:5: rules\[0\]\.Modula: .*"modulo"/,
    /^<stdin>:2:5: rules\[0\]\.modulo: missing; /,
  ],
  [
    "an unknown field with a block below it",
    `${RULES}    extra:\n      - 1\n`,
    /^<stdin>:6:5: rules\[0\]\.extra: unknown field; /,
  ],
  ["an empty value", RULES.replace("100", ""), /^<stdin>:3:5: rules\[0\]\.modulo: null is not a number; /],
  [
    "a block scalar",
    RULES.replace("x-user-id", "|\n      a b"),
    /^<stdin>:3:7: rules\[0\]\.header: "a b\\u000a" has " "/,
  ],
  ["an empty item", `${RULES}  -\n`, /^<stdin>:2:3: rules\[1\]: null is not an object; /],
  [
    "flow style",
    '{"rules": [{"header": "x"}, 7]}',
    /:1:12: rules\[0\]\.tagHeader: missing/,
    /:1:12: rules\[0\]\.modulo: missing/,
    /:1:12: rules\[0\]\.policies: missing/,
    /:1:29: rules\[1\]: 7 is not an object/,
  ],
  [
    "text behind an emoji",
    'rules: [ "💥", 7 ]',
    /^<stdin>:1:10: rules\[0\]: /,
    /^<stdin>:1:16: rules\[1\]: /,
  ],
  [
    "an alias, at its anchor",
    `x: &x 7\nrules: [*x]\n`,
    /^<stdin>:1:1: x: unknown/,
    /^<stdin>:1:7: rules\[0\]: 7 /,
  ],
  [
    "a merged field, where it is written",
    `rules:\n  - &a\n    ${RULE}  - <<: [{ modulo: 9 }, *a]\n    tagHeader: b\n`,
    /^<stdin>:6:25: rules\[1\]\.policies\[0\]\.range: 10 is above modulo 9/,
  ],
  [
    "a merge of itself",
    "rules:\n  - &a { <<: *a, modula: 1 }",
    /^<stdin>:2:18: rules\[0\]\.modula/,
    /^<stdin>:2:8: /,
    /^<stdin>:2:8: /,
    /^<stdin>:2:8: /,
    /^<stdin>:2:8: /,
  ],
  ["CRLF", RULES.replace("100", "9").replaceAll("\n", "\r\n"), /^<stdin>:5:25: /],
  ["CR", RULES.replace("100", "9").replaceAll("\n", "\r"), /^<stdin>:5:25: /],
  ["a byte order mark", "\ufeffrules: 7", /^<stdin>:1:8: rules: 7 is not a list/],
  [
    "a second document",
    `---\n---\n${RULES}---\nrules: []\n`,
    "<stdin>:9:1: a second document; keep one in the file",
  ],
  ["the whole document", "7", /^<stdin>:1:1: 7 is not an object; /],
  ["a key that is not plain", "rules: []\nsome key: 1\n", /^<stdin>:2:1: \["some key"\]: unknown field; /],
  ["a very long key", `rules: []\n${"k".repeat(200)}: 1\n`, /^<stdin>:2:1: \["k{60}…"\]: unknown field; /],
  [
    "a key with a line break and an escape",
    'rules: []\n"a\\n\\e[31m": 1\n',
    /^<stdin>:2:1: \["a\\u000a\\u001b\[31m"\]: unknown field; /,
  ],
  ["__proto__", "rules: []\n__proto__: { rules: [] }\n", /^<stdin>:2:1: __proto__: unknown field; /],
  [
    "keys that are no text",
    "rules: []\n1: a\nnull: b\n.inf: c\n",
    /^<stdin>:2:1: 1: /,
    /^<stdin>:3:1: null: /,
    /^<stdin>:4:1: \["\.inf"\]: /,
  ],
  [
    "a key that is a list",
    "rules: []\n? [a]\n: b\n",
    "<stdin>:1:1: a list or an object is no field name; write a word",
  ],
  ["a duplicate key", "rules: []\nrules: []\n", "<stdin>:2:1: not YAML: duplicated mapping key"],
  ["a tab", "rules:\n\t- a\n", /^<stdin>:2:1: not YAML: tab characters /],
  ["an open quote", 'rules: "', /^<stdin>:1:9: not YAML: unexpected end /],
  ["a null byte", "rules: \0", /^<stdin>:1:8: not YAML: null byte /],
  ["an unknown alias", "rules: *r", /^<stdin>:1:\d: not YAML: unidentified alias "r"/],
  ["a tag of other types", "rules: !!timestamp 2024-01-01", /^<stdin>:1:8: not YAML: unknown scalar tag /],
];
for (const [what, text, ...lines] of positions) {
  test(`shows where: ${what}`, () => refused(manifest(text), ...lines));
}

const numbers: [string, string | RegExp][] = [
  [".inf", ".inf is not a number that JSON has"],
  ["-.Inf", "-.Inf is not a number that JSON has"],
  [".NaN", ".NaN is not a number that JSON has"],
  ["-0", "-0 has a sign; write 0"],
  ["-0.0e3", "-0.0e3 has a sign; write 0"],
  ["0100", "0100 is octal to some YAML readers; write it without the leading zero"],
  [".5", /^0\.5 is not whole; /],
  ["-.5e1", /^-0\.5e1 is out of range; /],
  ["9007199254740993", /^9007199254740993 is out of range; /],
  ["100.00000000000000000001", /^100\.00000000000000000001 is not whole; /],
  ["1e-400", /^1e-400 is not whole; /],
  ["1e400", /^"1e400" is not a number; /],
  ["1_000", /^"1_000" is not a number; /],
  ["0x1FFFFFFFF", /^8589934591 is out of range; /],
  ["!!int -0x10", /^-16 is out of range; /],
  ["2024-01-01", /^"2024-01-01" is not a number; /],
  ["yes", /^"yes" is not a number; /],
  ['"\\ud800"', "half a surrogate pair, which is no character; remove it"],
];
for (const [number, message] of numbers) {
  test(`nothing is rounded or changed: modulo ${number}`, async () => {
    const { status, stderr } = await manifest(RULES.replace("modulo: 100", `modulo: ${number}`));
    assert.equal(status, 2);
    const [, found] = /^<stdin>:3:(?:13|19): rules\[0\]\.modulo: (.*)$/m.exec(stderr) ?? [];
    if (typeof message === "string") assert.equal(found, message);
    else assert.match(found ?? stderr, message);
  });
}

test("a number for a tag value is shown as it was written", async () => {
  const outcome = manifest(RULES.replace("v2", "1.10"));
  await refused(
    outcome,
    /^<stdin>:5:39: rules\[0\]\.policies\[0\]\.tagValue: 1\.10 is not a string; .*"1\.10"$/,
  );
});

test("many mistakes are listed up to a bound", async () => {
  const { stderr } = await manifest(`rules: [${".inf, ".repeat(50)}]`);
  assert.equal(stderr.split("\n").length, 22);
  assert.match(stderr, /<stdin>:1:1: and more\n$/);
  const core = await manifest(`rules: [${"1, ".repeat(500)}]`);
  assert.ok(core.stderr.split("\n").length < 30);
});

const hostile: Record<string, string | Uint8Array> = {
  "a million brackets": "[".repeat(MIB),
  "a million flow mappings": "{a: ".repeat(MIB / 4),
  "deep block mappings": Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
  "nested dashes": "- ".repeat(MIB / 2),
  "nested explicit keys": "? ".repeat(MIB / 2),
  "aliases of aliases": `a: &a0 [x, x]\n${Array.from({ length: 14 }, (_, i) => `b${i}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join("")}`,
  "aliases of a long text": `a: &a ${"x".repeat(MIB / 2)}\nb: [${"*a, ".repeat(900)}]`,
  "an alias in its own anchor": "rules: &r [*r, *r, *r]",
  "a thousand aliases and one": `a: &a x\nrules: [${"*a, ".repeat(1001)}]`,
  "merges of merges": `a: &a { ${Array.from({ length: 2000 }, (_, i) => `k${i}: 1`).join(", ")} }\nrules: [${"{ <<: *a }, ".repeat(900)}]`,
  "100,000 keys": Array.from({ length: 100_000 }, (_, i) => `k${i}: 1\n`).join(""),
  "200,000 rules": `rules:\n${"- {}\n".repeat(200_000)}`,
  "150,000 documents": "--- a\n".repeat(150_000),
  "a MiB of one word": "x".repeat(MIB),
  "a MiB of quotes": `"${"\\\\".repeat(MIB / 2 - 1)}`,
  "a MiB of colons": ":".repeat(MIB),
  "a MiB of line breaks": "\n".repeat(MIB),
  "a MiB of digits": `rules: ${"9".repeat(MIB - 7)}`,
  "more than a MiB": " ".repeat(MIB + 1),
  nothing: "",
  "only a comment": "# rules\n",
  "UTF-16": Buffer.from("\ufeffrules: []\n", "utf16le"),
  "Latin-1": Buffer.from("rules: é\n", "latin1"),
  "a WebAssembly module": readFileSync(join(root, "build/core.wasm")),
};
for (const [what, text] of Object.entries(hostile)) {
  test(`refuses ${what} in bounded time`, { timeout: 30_000 }, async () => {
    const { status, stdout, stderr } = await manifest(text);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" }, stderr.slice(0, 500));
    assert.match(stderr.split("\n")[0]!, /^<stdin>(?::\d+:\d+)?: /);
    assert.ok(stderr.length < 16_384);
  });
}

test("no text at all is a fault of the program", async () => {
  const pieces = fc.constantFrom(
    ...[
      "rules",
      ":",
      " ",
      "\n",
      "- ",
      "  ",
      "&a",
      "*a",
      "<<",
      "{",
      "}",
      "[",
      "]",
      ",",
      "?",
      "!!int",
      "!x",
      "|",
      ">",
      "'",
    ],
    ...[
      '"',
      "\\",
      "#",
      "---",
      "...",
      "%YAML 1.1",
      "\t",
      "modulo",
      "100",
      "0o7",
      ".inf",
      "-0",
      "1e3",
      "~",
      "\ufeff",
      "é",
      "\r",
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
    fc.string({ unit: "binary" }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (input) => {
      const { status, stderr } = await manifest(input);
      assert.ok(status === 0 || status === 2, stderr);
    }),
    { numRuns: 2000 },
  );
});

// --- the command line itself ------------------------------------------------------------------------------------

const M = ["manifest", example, "--url", IMAGE];
const mistakes: [string[], string | RegExp][] = [
  [[], "no command; hash-tagging --help lists them"],
  [["mainfest"], 'unknown command "mainfest"; did you mean manifest?'],
  [["x\u001b[31m\n"], 'unknown command "x\\u001b[31m\\n"; hash-tagging --help lists them'],
  [["--hepl"], "unknown option --hepl; did you mean --help?"],
  [["manifest"], "RULES.yaml is missing: name a file, or - for standard input"],
  [["manifest", example], /^--url is missing: /],
  [[...M, "other.yaml"], "other.yaml: a second rules file; give one"],
  [[...M, "--urll", "x"], "unknown option --urll; did you mean --url?"],
  [[...M, "-x"], /^unknown option -x/],
  [[...M, "--zzzzzzzzzz"], "unknown option --zzzzzzzzzz; --help lists them"],
  [[...M, "--url", IMAGE], "--url is given twice; keep one"],
  [[...M, "--name"], "--name needs a value"],
  [[...M, "--name="], "--name needs a value"],
  [[...M, "--name", "--phase"], "--name needs a value; for --phase, write --name=--phase"],
  [[...M, "--priority", "-5"], "--priority needs a value; for -5, write --priority=-5"],
  [[...M, "--help=yes"], "--help takes no value"],
  [[...M, "--format", "istoi"], '--format: "istoi" is none of istio, envoy; did you mean istio?'],
  [[...M, "--phase", "authn"], '--phase: "authn" is none of AUTHN, AUTHZ, STATS; did you mean AUTHN?'],
  [[...M, "--phase", "UNSPECIFIED_PHASE"], '--phase: "UNSPECIFIED_PHASE" is none of AUTHN, AUTHZ, STATS'],
  [[...M, "--priority", "1.5"], '--priority: "1.5" is no whole number from -2147483648 to 2147483647'],
  [[...M, "--priority", "2147483648"], /^--priority: "2147483648" is no whole number/],
  [
    [...M, "--image-pull-policy", "ifnotpresent"],
    /"ifnotpresent" is none of IfNotPresent, Always; did you mean IfNotPresent\?$/,
  ],
  [
    [...M, "--fail-strategy", "FAIL_CLOSED"],
    /"FAIL_CLOSED" is none of FAIL_OPEN, FAIL_CLOSE, FAIL_RELOAD; did you mean FAIL_CLOSE\?$/,
  ],
  [[...M, "--name", "Hash_Tagging"], /^--name: "Hash_Tagging" is no name; /],
  [[...M, "--name", "a".repeat(254)], /^--name: /],
  [[...M, "--namespace", "istio.system"], /^--namespace: "istio\.system" is no namespace; /],
  [[...M, "--image-pull-secret", "-".repeat(3)], /^--image-pull-secret needs a value; /],
  [[...M, "--image-pull-secret", "a/b"], /^--image-pull-secret: "a\/b" is no name; /],
  [[...M, "--selector", "istio"], '--selector: "istio" is not a label; write key=value'],
  [[...M, "--selector", "a=b,"], '--selector: "" is not a label; write key=value'],
  [[...M, "--selector", "a=b=c"], /is not a label; write key=value$/],
  [[...M, "--selector", "=b"], /"" cannot be a label's key$/],
  [[...M, "--selector", "a/b/c=d"], /"a\/b\/c" cannot be a label's key$/],
  [[...M, "--selector", "__proto__=d"], /"__proto__" cannot be a label's key$/],
  [[...M, "--selector", "a=b c"], /"b c" cannot be a label's value$/],
  [[...M, "--selector", "a=b", "--selector", "a=c"], '--selector: "a=c" is not a label; a is given twice'],
  [[...M, "--sha256", "abc"], '--sha256: "abc" is neither 64 hexadecimal digits nor auto'],
  [[...M, "--sha256", `sha256:${"a".repeat(64)}`], /is neither 64 hexadecimal digits nor auto$/],
  [[...M, "--cluster", "c"], "--cluster: Istio fetches the module itself, through no cluster; leave it out"],
  [[...M, "--format", "envoy"], /^--url: an Envoy without Istio pulls no images; /],
  [["manifest", "missing.yaml", "--url", IMAGE], "missing.yaml: no such file or directory"],
  [["manifest", `${example}/x`, "--url", IMAGE], /rules\.yaml\/x: not a directory$/],
  [["manifest", scratch, "--url", IMAGE], `${scratch}: it is a directory`],
  [["manifest", "a\nb", "--url", IMAGE], "a\\u000ab: no such file or directory"],
  [[...M, "-o", scratch], `${scratch}: it is a directory`],
  [[...M, "-o", `${scratch}/no/such`], `${scratch}/no/such: no such file or directory`],
  [[...M, "-o", example], /rules\.yaml: holds the rules; write to another file$/],
  [[...M, "--propagation", carried], /rules\.yaml: a rules file; give it without --propagation$/],
  [["manifest", "--propagation", carried], /^--url is missing: .* oci:\/\/REGISTRY\/header-propagation:TAG$/],
  [["manifest", "--propagation", "x.yaml", "--url", PROPAGATION], "x.yaml: no such file or directory"],
  [
    ["manifest", "--propagation", carried, "--url", PROPAGATION, "-o", carried],
    `${carried}: holds the propagation; write to another file`,
  ],
  [
    ["manifest", "--propagation", carried, "--url", PROPAGATION, "--name", "a".repeat(245)],
    /^--name: "a+-inbound" is no name; /,
  ],
];
for (const [args, line] of mistakes) {
  const shown = args.map((arg) => (arg === example ? "RULES" : arg.slice(0, 30))).join(" ");
  test(`refuses: ${JSON.stringify(shown)}`, () => refused(cli(args), line));
}

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
  ...["namespace", "selector", "phase", "priority", "image-pull-policy", "image-pull-secret"].map(
    (name): [string, string[], RegExp] => [
      `Envoy: no ${name}`,
      ["--format", "envoy", "--url", "file:///x", `--${name}`, "x=y"],
      new RegExp(`^--${name}: .*; leave it out$`),
    ],
  ),
];
for (const [what, args, line] of combinations) {
  test(`refuses what cannot be: ${what}`, () => refused(cli(["manifest", example, ...args]), line));
}

test("the same digest in --url and --sha256 is fine, in capitals too", async () => {
  const { status, stdout } = await cli(["manifest", example, "--url", PINNED, "--sha256", "A".repeat(64)]);
  assert.equal(status, 0);
  assert.ok(stdout.includes(`sha256: "${"a".repeat(64)}"`));
});

test("no command line is a fault of the program", async () => {
  const words = [
    "manifest",
    "-",
    "--",
    "-o",
    "-h",
    "-ho",
    "--url",
    "--url=",
    "--name=x",
    "=",
    "--help",
    "--no-help",
    "-",
  ];
  const word = fc.oneof(
    fc.constantFrom(...words, "--__proto__", "constructor", IMAGE, "--format=envoy"),
    fc.string(),
  );
  const parent = process.cwd();
  process.chdir(mkdtempSync(join(scratch, "fuzz-")));
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (args) => {
        const { status, stderr } = await cli(args, "rules: []");
        assert.ok(status === 0 || status === 2, stderr);
      }),
      { numRuns: 1000 },
    );
  } finally {
    process.chdir(parent);
  }
});

test("a fault of the program is shown with its stack, and exits with 1", async () => {
  let stderr = "";
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  const log = new Writable({ write: (chunk, _encoding, done) => ((stderr += chunk), done()) });
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from("");
    throw new TypeError("broken");
  })();
  assert.equal(await run(["manifest", "-", "--url", IMAGE], { stdin, stdout, stderr: log }), 1);
  assert.match(stderr, /^TypeError: broken\n +at /);
});

// --- files and pipes --------------------------------------------------------------------------------------------

test("-o replaces a file as a whole and keeps its mode; -o - is standard output", async () => {
  const folder = mkdtempSync(join(scratch, "out-"));
  const file = join(folder, "plugin.yaml");
  writeFileSync(file, "old");
  chmodSync(file, 0o640);
  const inode = statSync(file).ino;
  assert.deepEqual(await cli([...M, "-o", file]), { status: 0, stdout: "", stderr: "" });
  assert.equal(readFileSync(file, "utf8"), readFileSync(join(golden, "manifest-istio.yaml"), "utf8"));
  assert.equal(statSync(file).mode & 0o777, 0o640);
  assert.notEqual(statSync(file).ino, inode);
  assert.deepEqual(readdirSync(folder), ["plugin.yaml"]);
  assert.equal((await cli([...M, "-o", "-"])).stdout, readFileSync(file, "utf8"));
});

test("-o follows a link, and writes to a device as it is", async () => {
  const folder = mkdtempSync(join(scratch, "link-"));
  writeFileSync(join(folder, "target"), "old");
  symlinkSync("target", join(folder, "link"));
  assert.equal((await cli([...M, "-o", join(folder, "link")])).status, 0);
  assert.match(readFileSync(join(folder, "target"), "utf8"), /^apiVersion: /);
  assert.deepEqual(readdirSync(folder), ["link", "target"]);
  assert.equal((await cli([...M, "-o", "/dev/null"])).status, 0);
  assert.ok(statSync("/dev/null").isCharacterDevice());
});

test("a mistake leaves the file of -o as it was", async () => {
  const folder = mkdtempSync(join(scratch, "kept-"));
  const file = join(folder, "plugin.yaml");
  writeFileSync(file, "old");
  await refused(cli(["manifest", "-", "--url", IMAGE, "-o", file], "rules: 7"), /rules: 7 is not a list/);
  assert.equal(readFileSync(file, "utf8"), "old");
  assert.deepEqual(readdirSync(folder), ["plugin.yaml"]);
});

test("a link to the rules is not overwritten either", async () => {
  const folder = mkdtempSync(join(scratch, "same-"));
  symlinkSync(example, join(folder, "link"));
  await refused(cli([...M, "-o", join(folder, "link")]), /link: holds the rules; write to another file$/);
});

test("npx runs the built program, which reads a pipe", () => {
  const args = ["--no-install", "hash-tagging", "manifest", "-", "--url", IMAGE];
  const text = execFileSync("npx", args, {
    cwd: root,
    input: readFileSync(example),
    stdio: "pipe",
    encoding: "utf8",
  });
  assert.equal(text, readFileSync(join(golden, "manifest-istio.yaml"), "utf8"));
});

test("the built program: a mistake is one line, and exits with 2", async () => {
  const { status, stderr } = await built(["manifest", "missing.yaml", "--url", IMAGE]);
  assert.deepEqual({ status, stderr }, { status: 2, stderr: "missing.yaml: no such file or directory\n" });
});

test("the built program: a reader who leaves early is no error", async () => {
  const rules = Array.from({ length: 1000 }, (_, i) => rule(`tag-${i}`, 10, "x".repeat(500)));
  const file = join(scratch, "large.yaml");
  writeFileSync(file, JSON.stringify({ rules }));
  const { status, stderr } = await built(["manifest", file, "--url", IMAGE], "leave");
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
});

test("the built program: a full device is one line where it can be, and exits with 2", () => {
  const script = `"$0" "$1" manifest "$2" --url ${IMAGE} 2>&1 >/dev/full; echo $?; "$0" "$1" 2>/dev/full; echo $?`;
  const text = execFileSync("sh", ["-c", script, process.execPath, program, example], { encoding: "utf8" });
  assert.equal(text, "standard output: no space left on device\n2\n2\n");
});

function built(args: string[], reader?: "leave"): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  if (reader === "leave") child.stdout.destroy();
  else child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stderr }));
  });
}
