import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "js-yaml";
import { cli } from "../command-line.ts";
import { USERS } from "../mixed-canary.ts";
import { configText, vectors } from "../vectors.ts";
import { example, refused, root, RULES, scratch } from "./command.ts";

const EXAMPLES = join(root, "examples");
const ramp = join(EXAMPLES, "three-day-ramp/rules.yaml");
const fileOf = (text: string) => {
  const file = join(mkdtempSync(join(scratch, "test-")), "tests.yaml");
  writeFileSync(file, text);
  return file;
};
const play = (tests: string, rules = example, ...args: string[]) => cli(["test", rules, "-", ...args], tests);

const withRules = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "rules.yaml")));

test("there are examples with rules", () => assert.ok(withRules.length >= 7, withRules.join()));

for (const name of withRules) {
  test(`examples/${name}: its rules pass its tests, as its page says, and check knows the file`, async () => {
    const [rules, tests] = ["rules.yaml", "tests.yaml"].map((file) => join(EXAMPLES, name, file)) as [
      string,
      string,
    ];
    const { tests: written } = load(readFileSync(tests, "utf8")) as { tests: unknown[] };
    const stderr = `${written.length} tests, all as expected\n`;
    assert.deepEqual(await cli(["test", rules, tests]), { status: 0, stdout: "", stderr });
    assert.equal((await cli(["check", tests])).status, 0);
    const page = readFileSync(join(EXAMPLES, name, "README.md"), "utf8");
    assert.ok(page.includes("`npx hash-tagging test rules.yaml tests.yaml`"), "its page");
  });
}

test("the tests of the mixed canary are the articles' users", async () => {
  const tests = join(EXAMPLES, "mixed-canary/tests.yaml");
  const { tests: written } = load(readFileSync(tests, "utf8")) as {
    tests: { id?: string; tags: Record<string, string | null> }[];
  };
  const defaults = ["v1", "v1", "v2"];
  const seen = written
    .filter(({ id }) => id !== undefined)
    .map(({ id, tags }) => [
      id,
      ["a", "b", "c"].map((app, i) => tags[`appver-${app}`] ?? defaults[i]).join(" "),
    ]);
  assert.deepEqual(Object.fromEntries(seen), USERS["3-canary-c"]);
});

test("says of a failed test what was expected, what is seen, and why", async () => {
  const tests = `tests:
  - { id: "0005", tags: { appver-a: v2 } }
  - name: the wrong way round
    request: { headers: { X-User-Id: "0001" } }
    tags: { APPVER-A: v2, appver-b: null, appver-c: v3 }
`;
  const { status, stdout, stderr } = await play(tests);
  assert.equal(status, 1);
  assert.equal(
    stdout,
    `<stdin>:3:5: failed: the wrong way round
  appver-a: expected v2, seen no tag
    rule appver-a: header x-user-id is 0001, bucket 82 of 100 is not below 10: no tag
  appver-c: expected v3, seen no tag
    rule appver-c: header x-user-id is 0001, bucket 82 of 100 is not below 50: no tag
`,
  );
  assert.equal(stderr, "1 of 2 tests failed\n");
});

test("each test is at its own time, in whatever order", async () => {
  const at = (time: string, tag: string) => `  - { at: "${time}", id: "0001", tags: { appver-a: ${tag} } }\n`;
  const rows: [time: string, tag: string][] = [
    ["2026-12-04T09:00:00Z", "v2"],
    ["2026-12-01T08:59:59Z", "null"],
    ["2026-12-03T10:00:00+01:00", "v2"],
  ];
  const tests = `tests:\n${rows.map(([time, tag]) => at(time, tag)).join("")}`;
  assert.deepEqual(await play(tests, ramp), { status: 0, stdout: "", stderr: "3 tests, all as expected\n" });
  const late = await play(tests.replace("null", "v2"), ramp);
  assert.equal(
    late.stdout,
    `<stdin>:3:5: failed: id 0001, at 2026-12-01T08:59:59Z
  appver-a: expected v2, seen no tag
    rule checkout: header x-user-id is 0001, bucket 482 of 1000 is in no range, as all are empty: no tag
`,
  );
});

test("a header that is only reserved has no tag", async () => {
  const rules = fileOf("rules: []\nreserve: [appver-*]\n");
  const tests = (tag: string) => `tests: [{ request: {}, tags: { appver-x: ${tag} } }]`;
  const passed = await play(tests("null"), rules);
  assert.deepEqual(passed, { status: 0, stdout: "", stderr: "1 test, as expected\n" });
  const { status, stdout } = await play(tests("v2"), rules);
  assert.equal(status, 1);
  assert.match(stdout, /expected v2, seen no tag\n {4}no rule sets it; it is reserved\n$/);
});

test("--output json has all tests, with places, and the reasons of those that failed", async () => {
  const tests = `tests:\n  - { id: "0005", tags: { appver-a: v2 } }\n  - { id: "0001", tags: { appver-a: v2 } }\n`;
  const { status, stdout } = await play(tests, example, "--output", "json");
  assert.equal(status, 1);
  const [first, second] = (JSON.parse(stdout) as { tests: object[] }).tests as [
    object,
    { tagHeaders: [{ rules: [{ bucket: number; why: string }] }] },
  ];
  const seen = { tagHeader: "appver-a", expected: "v2", seen: "v2" };
  const common = { place: "<stdin>:2:5", name: "id 0005", path: "tests[0]", at: null };
  assert.deepEqual(first, { ...common, passed: true, tagHeaders: [seen] });
  assert.equal(second.tagHeaders[0].rules[0].bucket, 82);
});

test("what no rule reads is said, but not of what clients send in tag headers", async () => {
  const headers = `{ x-userid: "0005", appver-a: v2 }`;
  const { stderr } = await play(`tests: [{ request: { headers: ${headers} }, tags: { appver-a: null } }]`);
  const line =
    "<stdin>:1:20: warning: tests[0].request: no rule reads the header x-userid; did you mean x-user-id?\n";
  assert.equal(stderr, `${line}1 test, as expected\n`);
});

const NAMED = `tags: { appver-a: v2 }`;
const mistakes: [tests: string, ...lines: (string | RegExp)[]][] = [
  ["", "<stdin>: the file is empty"],
  ["tests: []", "<stdin>:1:8: tests: an empty list; write at least one entry"],
  ["- a", /not-an-object|no object/, /tests is missing$/],
  [`tests: [{ id: 0005, ${NAMED} }]`, /tests\[0\]\.id: 0005 is not a string; put it in quotes .*"0005"$/],
  [`tests: [{ id: null, ${NAMED} }]`, /tests\[0\]\.id: null is not a string; /],
  [`tests: [{ ${NAMED} }]`, /tests\[0\]: id or request is missing; write request: \{\} /],
  [`tests: [{ id: a }]`, "<stdin>:1:9: tests[0]: tags is missing"],
  [`tests: [{ id: a, tags: {} }]`, /tests\[0\]\.tags: no tag header; write at least one$/],
  [`tests: [{ id: a, tags: { appver-a: "" } }]`, /: an empty text; write null for no tag$/],
  [`tests: [{ id: a, tags: { appver-a: 2 } }]`, /: 2 is not a string; put it in quotes /],
  [`tests: [{ id: a, tags: { appver-a: x, Appver-A: x } }]`, /: appver-a is here twice; keep one$/],
  [
    `tests: [{ id: a, tags: { appver-d: v2 } }]`,
    "<stdin>:1:36: tests[0].tags.appver-d: no rule sets appver-d; did you mean appver-a?",
  ],
  [`tests: [{ id: a, tags: { lane: v2 } }]`, /no rule sets lane; they set appver-a, appver-b, appver-c$/],
  [`tests: [{ id: a, at: now, ${NAMED} }]`, /"now" is no time; write it as 2026-12-01T09:00:00Z$/],
  [`tests: [{ id: "a\\u001Fb", ${NAMED} }]`, /it has 2 values, and the key of rule appver-a is one; /],
  [
    `tests: [{ id: a, tag: { appver-a: v2 } }]`,
    /tags is missing$/,
    /tag: unknown field; did you mean tags\?$/,
  ],
  [`tests: [{ request: { url: shop }, ${NAMED} }]`, /request\.url: write https:\/\/HOST\/PATH, /],
  [
    `tests: [{ request: { headers: { ":path": / } }, ${NAMED} }]`,
    /headers\[":path"\]: the URL and the method /,
  ],
  [
    `tests: [{ request: { headers: { a: [b, 1] } }, ${NAMED} }]`,
    /request\.headers\.a\[1\]: 1 is not a string/,
  ],
  [`tests: [{ request: { cookies: [a] }, ${NAMED} }]`, /request\.cookies: \["a"\] is no object; /],
  [`tests: [{ request: { address: me }, ${NAMED} }]`, /request\.address: "me" is no IP address; /],
];
for (const [tests, ...lines] of mistakes) {
  test(`test refuses ${JSON.stringify(tests)}`, () => refused(play(tests), ...lines));
}

test("test refuses rules that move where a test has no time", () =>
  refused(
    play(`tests: [{ id: a, ${NAMED} }]`, ramp),
    "<stdin>:1:9: tests[0]: at is missing, and the rules change with time; write when it is",
  ));

const arguments_: [args: string[], line: string | RegExp][] = [
  [[], "RULES and TESTS.yaml are missing: name a file of each"],
  [[example], "TESTS.yaml is missing: name a file of tests"],
  [[example, "a", "b"], "b: a second file of tests; give one"],
  [["-", "-"], "-: standard input can be RULES or TESTS.yaml; write the other to a file"],
  [[example, "/none"], "/none: no such file or directory"],
  [[example, "-", "--output", "junit"], /^--output: "junit" is none of text, json/],
  [[join(EXAMPLES, "jwt/tests.yaml"), "-"], /tests\.yaml: tests of rules; name a file of rules$/],
];
for (const [args, line] of arguments_) {
  test(`test refuses the arguments ${JSON.stringify(args)}`, () =>
    refused(cli(["test", ...args], RULES), line));
}

test("check says what is wrong with tests, and passes by those of other programs", async () => {
  const found = await cli(["check", "-"], `tests: [{ id: a, tags: { appver-a: "" } }]`);
  assert.equal(found.status, 2);
  assert.match(found.stdout, /^<stdin>:1:36: not-a-text: tests\[0\]\.tags\.appver-a: an empty text; /);
  const other = await cli(["check", "-"], "tests: [{ interval: 1m, input_series: [] }]");
  assert.match(other.stdout, /not-ours: neither rules nor a manifest that holds some\n$/);
});

test("check takes the tests in docs/commands.md", async () => {
  const page = readFileSync(join(root, "docs/commands.md"), "utf8");
  const [, tests = ""] = /^```yaml\n(tests:\n[\s\S]*?)^```$/m.exec(page)!;
  const { status, stdout } = await cli(["check", "-"], tests);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: "" });
});

test("every vector's requests of headers, as tests, get the vector's tags", async () => {
  const at = new Date().toISOString();
  let requests = 0;
  for (const vector of vectors.requests) {
    const tests = vector.cases.flatMap(({ request, tags }) => {
      const isText = request.every(([name, value]) => typeof value === "string" && /^[^:]+$/.test(name));
      if (!isText || request.some(([, value]) => /[\r\n\0]/.test(value as string))) return [];
      const headers: Record<string, string[]> = {};
      for (const [name, value] of request) (headers[name] ??= []).push(value as string);
      return [{ at, request: { headers }, tags }];
    });
    const known = tests.filter(({ tags }) => Object.keys(tags).length > 0);
    if (known.length === 0) continue;
    const file = fileOf(configText(vector));
    const { status, stdout, stderr } = await play(JSON.stringify({ tests: known }), file);
    assert.equal(status, 0, `${vector.name}\n${stdout}${stderr}`);
    requests += known.length;
  }
  assert.ok(requests > 100, `${requests} requests`);
});
