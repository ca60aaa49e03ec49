import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { test } from "node:test";
import { run } from "../../cli/run.ts";
import { type Explanation, Rules } from "../../lib/core.ts";
import { cli, written } from "../command-line.ts";
import { bytesOf, configText, vectors } from "../vectors.ts";
import { example, refused, root, rule, RULES, scratch } from "./command.ts";

const explain = (rules: string, ...args: string[]) => cli(["explain", "-", ...args], rules);
const fileOf = (text: string | Buffer) => {
  const file = join(mkdtempSync(join(scratch, "explain-")), "file");
  writeFileSync(file, text);
  return file;
};
const json = (...rules: object[]) => JSON.stringify({ rules });
const POLICY = rule("t", 10, "v2");

// 0005 is in bucket 6 of 100, as the vectors of the hash have it.
const sentences: [what: string, rules: string, args: string[], ...lines: (string | RegExp)[]][] = [
  [
    "a policy",
    json(POLICY),
    ["0005"],
    "t: v2",
    "  rule t: header x-user-id is 0005, bucket 6 of 100 is below 10: v2",
  ],
  [
    "a policy that begins later",
    json({ ...POLICY, policies: [{ from: 5, range: 10, tagValue: "v 2" }] }),
    ["0005"],
    "t: v 2",
    '  rule t: header x-user-id is 0005, bucket 6 of 100 is from 5 to 9: "v 2"',
  ],
  [
    "no range",
    json(rule("t", 6, "v2")),
    ["0005"],
    "t: none, the header is removed",
    "  rule t: header x-user-id is 0005, bucket 6 of 100 is not below 6: no tag",
  ],
  [
    "no range yet",
    json({ ...POLICY, policies: [{ from: 7, range: 10, tagValue: "v2" }] }),
    ["0005"],
    "t: none, the header is removed",
    "  rule t: header x-user-id is 0005, bucket 6 of 100 is below 7, where the first range begins: no tag",
  ],
  [
    "a gap, and a default",
    json({ ...POLICY, policies: [{ range: 3, tagValue: "a" }, { from: 50, range: 60, tagValue: "b" }], defaultTagValue: "d" }), // prettier-ignore
    ["0005"],
    "t: d",
    "  rule t: header x-user-id is 0005, bucket 6 of 100 is in no range, but in the gap from 3 to 49, so it has the defaultTagValue: d",
  ],
  [
    "no key, and its value",
    json({ ...POLICY, anonymousTagValue: "a" }),
    [],
    "t: a",
    "  rule t: there is no header x-user-id, so it has its anonymousTagValue: a",
  ],
  [
    "no key of several",
    json({ ...POLICY, header: undefined, key: [{ claim: "org.id" }, { cookie: "sid" }, { queryParam: "u" }, { address: "client" }] }), // prettier-ignore
    [],
    "t: none, the header is removed",
    "  rule t: there is no claim org.id or cookie sid or query parameter u or the address of the client: no tag",
  ],
  [
    "a pin",
    json({ ...POLICY, pins: [{ ids: ["x"], tagValue: "p" }, { ids: ["0001"], tagValue: null }] }), // prettier-ignore
    ["0001"],
    "t: none, the header is removed",
    "  rule t: header x-user-id is 0001, which pin 2 names: no tag",
  ],
  [
    "rules that are off, or behind another",
    json({ ...POLICY, enabled: false }, { ...POLICY, name: "b" }, { ...POLICY, name: "c" }),
    ["0005"],
    "t: v2",
    "  rule t: off, and tags nobody",
    "  rule b: header x-user-id is 0005, bucket 6 of 100 is below 10: v2",
    "  rule c: not asked, as a rule before it has decided",
  ],
  [
    "a key that is no word",
    json(POLICY),
    ["--header", `x-user-id: a "b" ${"c".repeat(300)}`],
    "t: none, the header is removed",
    /^ {2}rule t: header x-user-id is "a \\"b\\" c+"… \(306 bytes\), bucket \d+ of 100 is not below 10: no tag$/,
  ],
];
for (const [what, rules, args, ...lines] of sentences) {
  test(`explain: ${what}`, async () => {
    const { status, stdout, stderr } = await explain(rules, ...args);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const seen = stdout.trimEnd().split("\n");
    assert.equal(seen.length, lines.length, stdout);
    lines.forEach((line, i) =>
      typeof line === "string" ? assert.equal(seen[i], line) : assert.match(seen[i]!, line),
    );
  });
}

test("explain: which condition of a match held or failed, of unless and of the overrides", async () => {
  const rules = json({
    ...POLICY,
    match: [
      { method: { exact: "PUT" } },
      { uri: { prefix: "/api/" }, headers: { "x-country": { in: ["DE", "FR"] } } },
    ],
    unless: [{ cookies: { staff: { present: true } } }],
    overrides: [{ match: [{ headers: { "x-qa": { exact: "yes", ignoreCase: true } } }], tagValue: "v3" }],
  });
  const at = ["--url", "https://shop.example/api/a?b", "--header", "x-user-id: 0005"];
  const linesOf = async (...args: string[]) =>
    (await written(["explain", "-", ...at, ...args], rules)).split("\n").slice(1, -1);
  const match = "    match holds: uri is /api/a; headers.x-country is FR";
  assert.deepEqual(await linesOf("--header", "x-country: FR"), [
    "  rule t: header x-user-id is 0005, bucket 6 of 100 is below 10: v2",
    match,
    "    unless does not hold: cookies.staff is missing, not there",
    "    override 1 does not hold: headers.x-qa is missing, not yes in any letter case",
  ]);
  assert.deepEqual(await linesOf("--header", "x-country: FR", "--cookie", "staff="), [
    "  rule t: does not apply: no tag",
    match,
    '    unless holds: cookies.staff is ""',
  ]);
  assert.deepEqual(await linesOf("--header", "x-country: US"), [
    "  rule t: does not apply: no tag",
    "    match does not hold: method is GET, not PUT; headers.x-country is US, not one of DE, FR",
  ]);
  assert.deepEqual(await linesOf("--method", "PUT", "--header", "x-qa: YES"), [
    "  rule t: override 1 decides: v3",
    "    match holds: method is PUT",
    "    unless does not hold: cookies.staff is missing, not there",
    "    override 1 holds: headers.x-qa is YES",
  ]);
});

test("explain --at: where a schedule has come to", async () => {
  const ramp = join(root, "examples/three-day-ramp/rules.yaml");
  const at = async (time: string) =>
    (await written(["explain", ramp, "user-3", "--at", time])).split("\n")[1];
  const bucket = "  rule checkout: header x-user-id is user-3, bucket 738 of 1000 is";
  assert.equal(await at("2026-11-30T09:00:00Z"), `${bucket} in no range, as all are empty: no tag`);
  assert.equal(await at("2026-12-01T21:00:00Z"), `${bucket} not below 55: no tag`);
  assert.equal(await at("2026-12-04T10:00:00+01:00"), `${bucket} below 1000: v2`);
  const remedy = '--at: "tomorrow" is no time; write it as 2026-12-01T09:00:00Z';
  await refused(cli(["explain", ramp, "1", "--at", "tomorrow"]), remedy);
});

test("explain --output json: the core's explanation, with the sentences", async () => {
  const explanation = JSON.parse(
    await written(["explain", example, "0005", "--output", "json"]),
  ) as Explanation;
  const { tagHeaders } = Rules.parse(json(rule("appver-a", 10, "v2"))).explain({}, "0005");
  const [first] = explanation.tagHeaders;
  assert.equal(explanation.tagHeaders.length, 3);
  assert.deepEqual(first, {
    ...tagHeaders[0],
    rules: [
      {
        ...tagHeaders[0]!.rules[0],
        why: "header x-user-id is 0005, bucket 6 of 100 is below 10: v2",
        conditions: [],
      },
    ],
  });
});

test("explain --ids: each vector's tags, in CSV and JSON lines", async () => {
  let requests = 0;
  for (const vector of vectors.requests) {
    const rules = Rules.parse(configText(vector));
    const id = ({ request }: (typeof vector.cases)[number]) => {
      const [line = ["", ""], ...more] = request;
      const isPlain =
        more.length === 0 && line[0].toLowerCase() === rules.reads[0] && typeof line[1] === "string";
      return isPlain && rules.reads.length === 1 && !/^$|^[ \t]|[ \t]$|[\0-\x1f\x7f]/.test(line[1] as string)
        ? bytesOf(line[1]).toString()
        : undefined;
    };
    const cases = vector.cases.filter((each) => id(each) !== undefined && !rules.reads[0]!.startsWith("\0"));
    if (cases.length === 0 || /^(cookie|:)/.test(rules.reads[0]!)) continue;
    if (cases.some((each) => id(each)!.length > 60_000)) continue;
    requests += cases.length;
    const ids = fileOf(cases.map((each) => `${id(each)}\n`).join(""));
    const lines = (
      await written(["explain", "-", "--ids", ids, "--output", "jsonl"], configText(vector))
    ).trimEnd();
    lines.split("\n").forEach((line, i) => {
      const seen = JSON.parse(line) as { id: string; tags: Record<string, string | null> };
      assert.equal(seen.id, id(cases[i]!));
      for (const [name, value] of Object.entries(seen.tags))
        assert.equal(value, cases[i]!.tags[name] ?? null, vector.name);
    });
  }
  assert.ok(requests > 50, `${requests} requests`);
});

test("explain --ids: CSV of what CSV must quote, and JSON lines of the same", async () => {
  const rules = json({ ...POLICY, modulo: 1, policies: [{ range: 1, tagValue: 'a,"b"' }] }, POLICY);
  const ids = ['0005', "x,y", 'say "é"', "\ufeffz"]; // prettier-ignore
  const file = fileOf(`${ids.join("\r\n")}\n\n  0001\t\n`);
  const csv = (await written(["explain", "-", "--ids", file], rules)).split("\n");
  assert.deepEqual(csv.slice(0, 4), [
    "id,t,t bucket,t reason,t_2 bucket,t_2 reason",
    '0005,"a,""b""",0,policy,6,not-asked',
    `"x,y","a,""b""",0,policy,${bucketOf("x,y")},not-asked`,
    `"say ""é""","a,""b""",0,policy,${bucketOf('say "é"')},not-asked`,
  ]);
  assert.equal(csv[5], `0001,"a,""b""",0,policy,${bucketOf("0001")},not-asked`);
  const lines = (await written(["explain", "-", "--ids", file, "--output", "jsonl"], rules))
    .trimEnd()
    .split("\n");
  assert.deepEqual(JSON.parse(lines[0]!), {
    id: "0005",
    tags: { t: 'a,"b"' },
    rules: { t: { bucket: 0, reason: "policy" }, t_2: { bucket: 6, reason: "not-asked" } },
  });
  assert.equal((JSON.parse(lines[3]!) as { id: string }).id, "\ufeffz");
  assert.equal(lines.length, 5);
  const off = await written(["explain", "-", "--ids", file], json({ ...POLICY, enabled: false }));
  assert.equal(off.split("\n")[1], "0005,,,off");
});
const bucketOf = (id: string) => Rules.parse(json(POLICY)).explain({}, id).tagHeaders[0]!.rules[0]!.bucket;

test("explain --ids: many ids come out as one by one, wherever the chunks are cut", async () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => `é-${i}`);
  const file = fileOf(ids.join("\n"));
  const lines = (await written(["explain", example, "--ids", file])).trimEnd().split("\n").slice(1);
  assert.equal(lines.length, ids.length);
  const rules = Rules.parse(json(rule("appver-a", 10, "v2")));
  for (let i = 0; i < ids.length; i += 997) {
    const [id, tag] = lines[i]!.split(",");
    assert.equal(id, ids[i]);
    assert.equal(tag, rules.tags({}, ids[i])["appver-a"] ?? "");
  }
});

test("explain --find: the first ids that get a tag", async () => {
  const rules = Rules.parse(json(rule("appver-a", 10, "v2")));
  const wanted = Array.from({ length: 500 }, (_, i) => `user-${i + 1}`).filter(
    (id) => rules.tags({}, id)["appver-a"],
  );
  const found = await written(["explain", example, "--find", "appver-a=v2", "--count", "30"]);
  assert.deepEqual(found.trimEnd().split("\n"), wanted.slice(0, 30));
  assert.equal(await written(["explain", "-", "--find", "v2"], RULES), "user-1\n");
  const file = fileOf("0001\n0005\n0006\n");
  assert.equal(await written(["explain", "-", "--find", "v2", "--ids", file], RULES), "0005\n");
  const rows = await written(["explain", "-", "--find", "v2", "--output", "csv"], RULES);
  assert.equal(rows, "id,appver-a,appver-a bucket,appver-a reason\nuser-1,v2,0,policy\n");
  const few = await cli(["explain", "-", "--find", "v2", "--ids", file, "--count", "2"], RULES);
  assert.deepEqual(few, {
    status: 0,
    stdout: "0005\n",
    stderr: `of the 3 ids in ${file} no more than 1 get appver-a=v2\n`,
  });
});

const mistakes: [args: string[], line: string | RegExp][] = [
  [["--find", "v9"], '--find: no rule gives "v9"; did you mean v2?'],
  [["--find", "canary"], '--find: no rule gives "canary"; they give appver-a=v2'],
  [["--find", "appver-b=v2"], '--find: no rule gives "appver-b=v2"; did you mean appver-a=v2?'],
  [["--find", "v2", "--count", "0"], '--count: "0" is no whole number from 1 to 9999999'],
  [["--find", "v2", "--ids", "/dev/null"], "--find: none of the 0 ids in /dev/null gets appver-a=v2"],
  [["--count", "2"], "--count: says how many --find finds; add --find"],
  [["0005", "0006"], "0006: a second id; write several, one a line, in a file for --ids"],
  [["0005", "--ids", "x"], "0005: an id beside --ids; keep one of them"],
  [["0005", "--find", "v2"], "0005: an id beside --find; keep one of them"],
  [["--ids", "-"], "--ids: - is where the rules come from; name a file"],
  [["--ids", "/none"], "/none: no such file or directory"],
  [["--ids", root], `${root}: it is a directory`],
  [["--ids", "/dev/null", "--output", "json"], '--output: "json" is none of csv, jsonl; did you mean jsonl?'],
  [["a\u001fb"], /^a\\u001fb: it has 2 values, and the key of rule appver-a is one; /],
  [["--header", "x-user-id"], `--header: "x-user-id" has no :; write 'NAME: VALUE'`],
  [["--header", ":path: /"], "--header: :path: the URL and the method say this"],
  [["--cookie", "a"], '--cookie: "a" has no =; write NAME=VALUE'],
  [["--url", "shop"], "--url: write https://HOST/PATH, or a path that begins with /"],
  [["--claim", "=x"], '--claim: "=x" has no =; write PATH=VALUE'],
  [["--property", "a=b"], "--property: a: no rule reads this property; they read none"],
  [["--address", "me"], '--address: "me" is no IP address; write it without a port'],
];
for (const [args, line] of mistakes) {
  test(`explain refuses ${JSON.stringify(args)}`, () => refused(explain(RULES, ...args), line));
}

test("explain --ids: refuses what is no list of ids, with the line", async () => {
  const ids = (text: string | Buffer) => ["--ids", fileOf(text)];
  const rows: [text: string | Buffer, line: RegExp][] = [
    ["0001\na\0b\n", /:2: a control character, which is in no id; write one id a line$/],
    [`0001\n\n${"x".repeat(70_000)}`, /:3: more than 61440 characters; write one id a line$/],
    [Buffer.from("0001\n\xff\n", "latin1"), /: not text in UTF-8; save it as such$/],
    [Buffer.from("0001\n\xc3", "latin1"), /: not text in UTF-8; save it as such$/],
  ];
  for (const [text, line] of rows) {
    const { status, stderr } = await explain(RULES, ...ids(text));
    assert.equal(status, 2);
    assert.match(stderr.trimEnd(), line);
  }
  const mixed = json(POLICY, {
    ...rule("u", 10, "v2"),
    header: undefined,
    key: [{ all: [{ header: "a" }, { header: "b" }] }],
  });
  const fault =
    "no id is the key of every rule, in values joined by U+001F: that of t has 1, that of u has 2";
  await refused(explain(mixed, ...ids("1\n")), fault);
});

test("explain: says of a header or a claim that no rule reads it", async () => {
  const { stdout, stderr } = await explain(
    RULES,
    "--header",
    "X-UserId: 0005",
    "--claim",
    "sub=1",
    "--header",
    "host: a",
  );
  assert.match(stdout, /there is no header x-user-id: no tag\n$/);
  assert.equal(
    stderr,
    "no rule reads the header x-userid; did you mean x-user-id?\nno rule reads the claim sub\n",
  );
});

test("explain --ids: a bar on a terminal's standard error alone, and none is left", async () => {
  const file = fileOf(Array.from({ length: 300_000 }, (_, i) => `user-${i}\n`).join(""));
  const seen = { out: "", err: "" };
  const sink = (name: "out" | "err") => {
    const write = (chunk: Buffer, _encoding: unknown, done: () => void) => (
      (seen[name] += String(chunk)),
      done()
    );
    return Object.assign(new Writable({ write }), { isTTY: true });
  };
  const streams = { stdin: Readable.from([Buffer.from(RULES)]), stdout: sink("out"), stderr: sink("err") };
  assert.equal(await run(["explain", "-", "--ids", file], streams), 0);
  assert.ok(!seen.out.includes("\x1b"));
  assert.match(seen.err, /^(?:\r\x1b\[K\[#* *\] \d+ % [\d,]+ ids)+\r\x1b\[K$/);
});

test("explain: every vector's request, given by options, gets the vector's tags", async () => {
  let requests = 0;
  for (const vector of vectors.requests) {
    for (const { request, tags } of vector.cases.slice(0, 2)) {
      const isText = request.every(([name, value]) => typeof value === "string" && /^[^:]+$/.test(name));
      if (!isText || request.some(([, value]) => /[\r\n\0]/.test(value as string))) continue;
      const headers = request.flatMap(([name, value]) => ["--header", `${name}: ${value as string}`]);
      const file = fileOf(configText(vector));
      const { status, stdout, stderr } = await cli(["explain", file, ...headers, "--output", "json"]);
      assert.equal(status, 0, stderr);
      const { tagHeaders } = JSON.parse(stdout) as Explanation;
      for (const { tagHeader, tagValue } of tagHeaders) assert.equal(tagValue, tags[tagHeader], vector.name);
      ++requests;
    }
  }
  assert.ok(requests > 100, `${requests} requests`);
});
