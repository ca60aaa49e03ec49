import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { test } from "node:test";
import Draft04 from "ajv-draft-04";
import { run } from "../../cli/run.ts";
import { cli } from "../command-line.ts";
import { carried, example, golden, refused, root, scratch } from "./command.ts";

const check = (input: string, ...args: string[]) => cli(["check", "-", ...args], input);
/** Rules on which there is nothing to say. */
const RULES =
  "rules:\n  - header: x-user-id\n    modulo: 9999\n    tagHeader: appver-a\n    policies: [{ range: 10, tagValue: v2 }]\n";
const BAD = RULES.replace("range: 10", "range: 10000");
const BAD_LINE =
  "<stdin>:5:25: never-matches: rules[0].policies[0].range: 10000 is above modulo 9999; lower it to at most 9999\n";
const ESCAPED = `${RULES.replace("v2", "v 2")}propagate: { baggage: true }\n`;
const WARNING = /^<stdin>:5:39: warning: escape-in-baggage: rules\[0\]\.policies\[0\]\.tagValue: /;

/** What is said, less the advice. */
const firm = (stdout: string) => stdout.replace(/^.*: advice: .*\n/gm, "");

const rows: [what: string, input: string, status: number, stdout: string | RegExp, stderr: string][] = [
  ["right rules", RULES, 0, "", "no errors, no warnings and no advice in 1 configuration of 1 file\n"],
  ["an error", BAD, 2, BAD_LINE, "1 error, no warnings and no advice in 1 configuration of 1 file\n"],
  [
    "each document of several",
    `${BAD}---\n${BAD}`,
    2,
    BAD_LINE + BAD_LINE.replace("5:25", "11:25"),
    "2 errors, no warnings and no advice in 2 configurations of 1 file\n",
  ],
  [
    "a misspelt field at its name",
    "ruels: []\nreserve: [a]\n",
    2,
    /^<stdin>:1:1: unknown-field: ruels: /m,
    "",
  ],
  ["no YAML", "rules: [", 2, /^<stdin>:\d+:\d+: not-yaml: not YAML: /, ""],
  [
    "what JSON has not",
    RULES.replace("9999", "09999"),
    2,
    /not-json: rules\[0\]\.modulo: 09999 is octal/,
    "",
  ],
  ["an empty file", "# nothing\n", 2, "<stdin>:1:1: not-ours: the file is empty\n", ""],
  ["a list", "- 1\n", 2, /not-ours: neither rules nor a manifest that holds some\n$/, ""],
  [
    "a template that is no YAML",
    "{{ if x }}\nrules: []\n",
    2,
    /^<stdin>:1:1: template: a template, not yet /,
    "",
  ],
  ["a template in quotes", `# {{\n${RULES.replace("v2", '"{{ .v }}"')}`, 2, /^<stdin>:6:40: template: /, ""],
  [
    "a template without quotes",
    RULES.replace("10 ", "{{ .range }} ").replace("range: 10", "range: {{ r }}"),
    2,
    /^<stdin>:5:25: template: /,
    "",
  ],
  ["propagation", readFileSync(carried, "utf8"), 0, "", ""],
  [
    "a mistake in propagation",
    "headers: [version]\ncorrelate: x-request-id\nttl: x\n",
    2,
    /^<stdin>:3:6: not-a-number: ttl: /,
    "",
  ],
];
for (const [what, input, status, stdout, stderr] of rows) {
  test(`check: ${what}`, async () => {
    const outcome = await check(input);
    assert.equal(outcome.status, status, outcome.stdout + outcome.stderr);
    if (typeof stdout === "string") assert.equal(outcome.stdout, stdout);
    else assert.match(outcome.stdout, stdout);
    if (stderr !== "") assert.equal(outcome.stderr, stderr);
  });
}

const manifests: [file: string, path: string][] = [
  ["manifest-wasmplugin.yaml", "spec.pluginConfig"],
  ["manifest-trafficextension.yaml", "spec.wasm.pluginConfig"],
  ["manifest-envoy-gateway.yaml", "spec.wasm[0].config"],
];
for (const [file, path] of manifests) {
  test(`check: ${file}, where the rules stand in it`, async () => {
    const text = readFileSync(join(golden, file), "utf8");
    const { status, stdout, stderr } = await check(text);
    assert.deepEqual({ status, stdout: firm(stdout) }, { status: 0, stdout: "" });
    assert.match(stderr, /^no errors, no warnings and \d+ pieces of advice in 1 configuration of 1 file\n$/);
    const wrong = text.replace("range: 50", "range: 500");
    const line = wrong.split("\n").findIndex((each) => each.includes("range: 500"));
    const column = wrong.split("\n")[line]!.indexOf("500") + 1;
    const { stdout: said } = await check(wrong);
    const at = `<stdin>:${line + 1}:${column}: never-matches: ${path}.rules[2].policies[0].range: 500 `;
    assert.ok(said.startsWith(at), said);
  });
}

test("check: a plugin is ours by its module's name, or by what it is told", async () => {
  const plugin = (url: string, config: string) =>
    `apiVersion: extensions.istio.io/v1alpha1\nkind: WasmPlugin\nspec: {url: "${url}", pluginConfig: ${config}}\n`;
  const cases: [string, string, number, RegExp][] = [
    ["oci://r.example/hash-tagging:1", "{rules: 3}", 2, /not-a-list: spec\.pluginConfig\.rules: /],
    [
      "oci://r.example/header-propagation:1",
      "{header: [a]}",
      2,
      /unknown-field: spec\.pluginConfig\.header: /,
    ],
    ["oci://r.example/filters:1", "{rules: 3}", 2, /not-a-list: spec\.pluginConfig\.rules: /],
    ["oci://r.example/waf:1", "{level: 3}", 2, /not-ours: a WasmPlugin without rules\n$/],
  ];
  for (const [url, config, status, line] of cases) {
    const outcome = await check(plugin(url, config));
    assert.equal(outcome.status, status, url);
    assert.match(outcome.stdout, line);
  }
});

const images: [url: string, isLoose: boolean][] = [
  ["oci://r.example:5000/hash-tagging", true],
  ["r.example/team/hash-tagging", true],
  ["oci://r.example:5000/hash-tagging:1", false],
  [`oci://r.example/hash-tagging@sha256:${"a".repeat(64)}`, false],
  ["https://r.example/hash-tagging.wasm", false],
  ["file:///opt/hash-tagging.wasm", false],
];
for (const [url, isLoose] of images) {
  test(`check: ${url} is ${isLoose ? "" : "not "}left to the registry`, async () => {
    const text = readFileSync(join(golden, "manifest-wasmplugin.yaml"), "utf8").replace(
      /(?<=^  url: ).*/m,
      url,
    );
    const { status, stdout } = await check(text);
    assert.equal(status, 0);
    if (!isLoose) assert.equal(firm(stdout), "");
    else
      assert.match(
        firm(stdout),
        /^<stdin>:\d+:8: warning: loose-image: spec\.url: the image has neither tag nor digest; /,
      );
  });
}

test("check: an object that kubectl apply cannot keep a copy of", async () => {
  const text = readFileSync(join(golden, "manifest-envoy-gateway.yaml"), "utf8");
  const grown = (bytes: number) =>
    check(text.replace(/^ {2}name: hash-tagging$/m, `$&\n  note: ${"x".repeat(bytes)}`));
  assert.equal(firm((await grown(261_000)).stdout), "");
  assert.match(
    firm((await grown(263_000)).stdout),
    /^<stdin>:\d+:1: warning: large-object: \d+ bytes; .*--server-side\n$/,
  );
});

test("check: a warning, which --fail-on makes a failure", async () => {
  const lenient = await check(ESCAPED);
  assert.equal(lenient.status, 0);
  assert.match(lenient.stdout, WARNING);
  assert.equal(lenient.stderr, "no errors, 1 warning and no advice in 1 configuration of 1 file\n");
  const strict = await check(ESCAPED, "--fail-on", "warning");
  assert.deepEqual(strict, { ...lenient, status: 2 });
});

test("check: files and folders", async () => {
  const folder = join(scratch, "tree");
  mkdirSync(join(folder, "deep/node_modules"), { recursive: true });
  const files: Record<string, string> = {
    "a.yaml": RULES,
    "deep/b.yml": BAD,
    "deep/c.json": JSON.stringify({ rules: [] }),
    "deep/chart.yaml": "{{ if x }}\nfoo: 1\n",
    "deep/ours.yaml": "{{ if x }}\ntagHeader: {{ y }}\n",
    "deep/note.txt": "{{",
    "deep/node_modules/d.yaml": BAD,
    "app.yaml": "apiVersion: v1\nkind: Service\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const outcome = await cli(["check", "-R", folder]);
  assert.equal(outcome.status, 2);
  assert.deepEqual(
    outcome.stdout.split("\n").map((line) => line.replace(folder, "").replace(/^(\S+ \S+).*/, "$1")),
    ["/deep/b.yml:5:25: never-matches:", "/deep/ours.yaml:1:1: template:", ""],
  );
  assert.equal(outcome.stderr, "2 errors, no warnings and no advice in 3 configurations of 6 files\n");
  await refused(cli(["check", folder]), `${folder}: it is a directory; give -R to check the files in it`);
  await refused(cli(["check", join(folder, "none.yaml")]), /none\.yaml: no such file or directory$/);
  await refused(cli(["check"]), "FILE is missing: name files, or - for standard input");
  const two = await cli(["check", join(folder, "a.yaml"), join(folder, "app.yaml")]);
  assert.match(two.stdout, /app\.yaml:1:1: not-ours: a Service without rules\n$/);
});

test("check: the repository's own files", async () => {
  const { status, stdout, stderr } = await cli(["check", "-R", join(root, "examples"), golden]);
  assert.deepEqual({ status, stdout: firm(stdout) }, { status: 0, stdout: "" });
  assert.match(stderr, /^no errors, no warnings and \d+ pieces of advice in \d\d configurations of /);
});

test("check: a caret on a terminal, also behind tabs and in a long line", async () => {
  const onTerminal = async (input: string) => {
    let text = "";
    const sink = () => new Writable({ write: (chunk, _encoding, done) => ((text += String(chunk)), done()) });
    const stdout = Object.assign(sink(), { isTTY: true });
    const stderr = new Writable({ write: (_chunk, _encoding, done) => done() });
    await run(["check", "-"], { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
    return text.split("\n");
  };
  const [, line, caret] = await onTerminal(BAD);
  assert.equal(line!.trimEnd(), "        policies: [{ range: 10000, tagValue: v2 }]");
  assert.equal(caret, `${" ".repeat(4 + 24)}^`);
  const long = `{"rules":[${" ".repeat(500)}{"header":"a","modulo":0}]}`;
  for (const shown of await onTerminal(long))
    assert.ok(shown.length < 140 || shown.startsWith("<stdin>:"), shown);
  assert.ok((await onTerminal(long))[1]!.includes('"modulo"'));
});

test("check --output json, for programs", async () => {
  const { stdout } = await check(BAD, "--output", "json");
  assert.deepEqual(JSON.parse(stdout), {
    files: 1,
    configurations: 1,
    diagnostics: [
      {
        file: "<stdin>",
        line: 5,
        column: 25,
        severity: "error",
        id: "never-matches",
        path: "rules[0].policies[0].range",
        message: "10000 is above modulo 9999; lower it to at most 9999",
      },
    ],
  });
});

test("check --output github, with what would end a property escaped", async () => {
  const file = join(scratch, "a:b,c%.yaml");
  writeFileSync(file, BAD);
  const { stdout } = await cli(["check", file, "--output", "github"]);
  const shown = file.replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
  const place = `::error file=${shown},line=5,col=25,title=never-matches::rules[0].policies[0].range: `;
  assert.ok(stdout.startsWith(place), stdout);
  assert.equal(stdout.split("\n").length, 2);
});

test("check --output sarif, valid by the standard's own schema", async () => {
  const schema = createRequire(import.meta.url)(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  ) as object;
  const ajv = new Draft04.default({ strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  const file = join(scratch, "with blank.yaml");
  writeFileSync(file, `${BAD}---\n${ESCAPED}`);
  for (const path of [file, example]) {
    const log = JSON.parse((await cli(["check", path, "--output", "sarif"])).stdout) as {
      version: string;
      runs: [{ results: { ruleId: string; level: string; locations: object[] }[] }];
    };
    assert.ok(validate(log), JSON.stringify(validate.errors));
    if (path === example)
      assert.deepEqual([...new Set(log.runs[0].results.map(({ level }) => level))], ["note"]);
    else {
      const [error, warning] = log.runs[0].results;
      assert.deepEqual([error!.ruleId, error!.level], ["never-matches", "error"]);
      assert.deepEqual([warning!.ruleId, warning!.level], ["escape-in-baggage", "warning"]);
      assert.match(JSON.stringify(error!.locations), /with%20blank\.yaml".*"startLine":5,"startColumn":25/);
    }
    assert.ok(!validate({ ...log, version: "2.0.0" }));
  }
});

test("check: advice, each kind with its place, which only --fail-on advice makes a failure", async () => {
  const advised = RULES.replace("9999", "100").replace("x-user-id", "cookie");
  const lenient = await check(advised, "--fail-on", "warning");
  assert.equal(lenient.status, 0);
  const found = lenient.stdout.split("\n").map((line) => line.split(" ").slice(0, 3).join(" "));
  assert.deepEqual(found.sort(), [
    "",
    "<stdin>:2:13: advice: nobodys-key:",
    "<stdin>:3:13: advice: check-digits:",
    "<stdin>:3:13: advice: coarse-modulo:",
  ]);
  assert.equal(
    lenient.stderr,
    "no errors, no warnings and 3 pieces of advice in 1 configuration of 1 file\n",
  );
  assert.deepEqual(await check(advised, "--fail-on", "advice"), { ...lenient, status: 2 });
});

test("check: options that it has not", async () => {
  await refused(check(RULES, "--output", "xml"), /^--output: "xml" is none of text, json, github, sarif/);
  await refused(check(RULES, "--fail-on", "note"), /^--fail-on: "note" is none of error, warning, advice/);
});
