// What gateways' pages of metrics come to. tests/envoy/status.test.ts asks real ones.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { refused, root, scratch } from "./command.ts";

const folder = join(root, "docs/status");
const rules = join(folder, "rules.yaml");
const edge = (number: number) => join(folder, `edge-${number}.txt`);
const page = readFileSync(edge(1), "utf8");

let files = 0;
function pageFile(text: string): string {
  const file = join(scratch, `page-${++files}`);
  writeFileSync(file, text);
  return file;
}
const asked = (...args: string[]) => cli(["status", ...args]);
const of = (...pages: string[]) => pages.flatMap((each) => ["--metrics", each]);

/** Asserts status 1 and these lines on standard error; gives standard output. */
async function failed(args: string[], ...lines: string[]): Promise<string> {
  const { status, stdout, stderr } = await asked(...args);
  assert.deepEqual(stderr.trimEnd().split("\n"), lines);
  assert.equal(status, 1);
  return stdout;
}

test("gateways that serve the rules and deal as they say", async () => {
  const { status, stdout, stderr } = await asked(...of(edge(1), edge(2)), "--rules", rules);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^shop: 2 gateways serve these rules$/m);
  assert.match(stdout, /^appver-a: v2 +10\.00 % +9\.99 % +1999 +as the rules say \(p = 0\.981\)$/m);
});

test("gateways that serve different configurations", async () => {
  await failed(of(edge(1), edge(3)), "shop: the gateways serve 2 configurations");
});

test("other rules, and another share", async () => {
  await failed(
    [...of(edge(3)), "--rules", rules],
    `shop: serves another text than ${rules}`,
    "shop: appver-a: not dealt as the rules say (p < 1e-15)",
  );
});

test("a refused configuration, no plugin, and a plugin that serves nothing", async () => {
  const refusing = pageFile(page.replace("config_errors{} 0", "config_errors{} 2"));
  await failed(of(refusing), `${refusing}: configurations were refused: 2, a worker each; its log says why`);
  const other = pageFile("up 1\n");
  await failed(of(other), `${other}: no plugin of hash-tagging`);
  await failed(of(edge(1), other), `${other}: no plugin shop`);
  const nothing = pageFile(page.replace(/(config\{.*\}) \d+/, "$1 0"));
  await failed(of(nothing), `${nothing}: shop serves no configuration`);
});

test("the rules as Istio and Kubernetes write them are the same", async () => {
  const text =
    '{"metrics":true, "rules":[{"header":"x-user-id", "modulo":100, "policies":[{"range":10, "tagValue":"v2"}], "tagHeader":"appver-a"}, ' +
    '{"header":"x-user-id", "modulo":100, "policies":[{"range":50, "tagValue":"v3"}], "tagHeader":"appver-b"}]}';
  let hash = 2166136261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  const served = pageFile(page.replace(/(config\{.*\}) \d+/, `$1 ${hash}`));
  const { status, stdout } = await asked(...of(served), "--rules", rules);
  assert.equal(status, 0, stdout);
});

test("JSON has all figures", async () => {
  const { stdout } = await asked(...of(edge(1)), "--rules", rules, "--output", "json");
  const { plugins, failures } = JSON.parse(stdout) as {
    plugins: { isOfRules: boolean; dealt: { name: string; requests: number; probability: number }[] }[];
    failures: string[];
  };
  assert.deepEqual(failures, []);
  assert.equal(plugins[0]!.isOfRules, true);
  assert.deepEqual(
    plugins[0]!.dealt.map(({ name, requests }) => [name, requests]),
    [
      ["appver-a", 10000],
      ["appver-b", 10000],
    ],
  );
});

const series = (rule: string, reason: string, requests: number, tagValue = "") =>
  `hash_tagging_requests{plugin="p",rule="${rule}",reason="${reason}"${tagValue && `,tag_value="${tagValue}"`}} ${requests}\n`;
const served = 'hash_tagging_config{plugin="p"} 7\n';
const rulesOf = (text: string) => {
  const file = join(scratch, `rules-${++files}.yaml`);
  writeFileSync(file, text);
  return file;
};
const dealt = async (text: string, rulesText: string) => {
  const { stdout } = await asked(
    ...of(pageFile(served + text)),
    "--rules",
    rulesOf(rulesText),
    "--output",
    "json",
  );
  const { plugins } = JSON.parse(stdout) as {
    plugins: { dealt: { requests: number; probability: number | null; untested: string }[] }[];
  };
  return plugins[0]!.dealt[0]!;
};
const ruleOf = (range: number, tagValue: string, more = "") =>
  `  - {header: x-user-id, modulo: 100, tagHeader: a, policies: [{range: ${range}, tagValue: ${tagValue}}]${more}}\n`;

test("two rules of a tag header: the second has what the first leaves", async () => {
  const both = `rules:\n${ruleOf(10, "v1")}${ruleOf(50, "v2")}`;
  const { requests, probability } = await dealt(
    series("a", "policy", 100, "v1") +
      series("a", "no-range", 900) +
      series("a_2", "not-asked", 100) +
      series("a_2", "policy", 400, "v2") +
      series("a_2", "no-range", 500),
    both,
  );
  assert.equal(requests, 1000);
  assert.ok(probability! > 0.999);
});

test("where a share of requests cannot be known it is said, and not tested", async () => {
  const text = series("a", "policy", 500, "v1") + series("a_2", "no-range", 500);
  const match = ", match: [{uri: {prefix: /x}}]";
  const some = await dealt(text, `rules:\n${ruleOf(10, "v1", match)}${ruleOf(50, "v2")}`);
  assert.deepEqual([some.probability, some.untested], [null, "its rules do not see the same requests"]);
  const few = await dealt(series("a", "policy", 4, "v1"), `rules:\n${ruleOf(10, "v1")}`);
  assert.deepEqual([few.probability, few.untested], [null, "too few requests"]);
  const alone = await dealt(
    series("a", "policy", 100, "v1") + series("a", "no-range", 900) + series("a", "no-match", 5000),
    `rules:\n${ruleOf(10, "v1", match)}`,
  );
  assert.equal(alone.untested, "");
  assert.ok(alone.probability! > 0.999);
});

test("without metrics: true that is said", async () => {
  const { requests, untested } = await dealt("", `rules:\n${ruleOf(10, "v1")}`);
  assert.deepEqual([requests, untested], [0, "not counted: the rules served lack metrics: true"]);
});

test("names come out of their labels as they were", async () => {
  const text = 'hash_tagging_config{plugin="istio-system%2eshop"} 7\nhash_tagging_config{plugin="100%"} 7\n';
  const { stdout } = await asked(...of(pageFile(text)));
  assert.match(stdout, /^.* istio-system\.shop +00000007 +0 +0$/m);
  assert.match(stdout, /^.* 100% +00000007/m);
});

test("without labels the fingerprint is read, and it is said that requests are not", async () => {
  const long = "plugin___hash_tagging___";
  const text = `${long}hash_tagging_config{} 7\n${long}rule___a___reason___no_key___hash_tagging_requests{} 1\n`;
  const { status, stdout, stderr } = await asked(...of(pageFile(text)));
  assert.equal(status, 0);
  assert.match(stdout, /^hash_tagging: the gateway serves 00000007$/m);
  assert.match(stderr, /: requests are counted without labels, and not read; /);
});

test("a page on the web: twice, and what comes in between counts", async () => {
  let reading = 0;
  const server = createServer((request, response) => {
    if (request.url !== "/stats/prometheus") return response.writeHead(404).end();
    const [tagged, left] = reading++ === 0 ? [5000, 0] : [5100, 900];
    response.end(served + series("a", "policy", tagged, "v1") + series("a", "no-range", left));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const args = [...of(`${origin}/stats/prometheus`), "--rules", rulesOf(`rules:\n${ruleOf(10, "v1")}`)];
    const { stdout } = await asked(...args, "--during", "1");
    assert.match(stdout, /^a: v1 +10\.00 % +10\.00 % +100 +as the rules say \(p = 1\.000\)$/m);
    assert.match(stdout, / in 1 seconds$/m);
    reading = 0;
    await refused(asked(...of(origin)), `${origin}: it answers 404; Envoy's page is /stats/prometheus`);
    assert.equal(
      (await asked(...args, "--watch", "--during", "1")).status,
      1,
      "it ends where a reading fails",
    );
  } finally {
    server.close().closeAllConnections();
  }
});

const mistakes: [args: string[], line: string | RegExp][] = [
  [[], "--metrics is missing: give the URL of each gateway's page"],
  [["rules.yaml"], "rules.yaml: write --metrics rules.yaml, or --rules rules.yaml"],
  [of(edge(1), edge(1)), `--metrics: ${edge(1)} is given twice; keep one`],
  [of("nowhere"), /^nowhere: no such file/],
  [of("http://127.0.0.1:9/stats/prometheus"), /^http:\/\/127\.0\.0\.1:9\/stats\/prometheus: no answer: /],
  [of("http://"), "http://: no URL; write http://HOST:PORT/stats/prometheus"],
  [[...of(edge(1)), "--during", "0"], '--during: "0" is no whole number from 1 to 86400'],
  [[...of(edge(1)), "--plugin", "shp"], "--plugin: no gateway has shp; did you mean shop?"],
];
for (const [args, line] of mistakes) {
  test(`status ${args.join(" ")} is refused`, () => refused(asked(...args), line));
}

const hostile: [name: string, text: string, why: string][] = [
  ["an empty one", "", "it has no metric"],
  ["HTML", "<html>\n", "line 1 is no metric"],
  ["JSON", '{"a": 1}\n', "line 1 is no metric"],
  ["words", "Not found\n", "line 1 is no metric"],
  ["labels that do not end", 'hash_tagging_config{plugin="a} 1\n', "line 1: its labels do not end"],
  ["no number", 'hash_tagging_config{plugin="a"} NaN\n', "line 1: it has no number"],
  ["below none", 'up 1\nhash_tagging_config{plugin="a"} -1\n', "line 2: it has no number"],
];
for (const [name, text, why] of hostile) {
  test(`a page that is none: ${name}`, async () => {
    const file = pageFile(text);
    await refused(asked(...of(file)), `${file}: no page of metrics: ${why}; Envoy's is at /stats/prometheus`);
  });
}

test("a page of another program's many metrics, above the size of any rules", async () => {
  const { status, stderr } = await asked(...of(pageFile(`${'up{a="b"} 1\n'.repeat(100_000)}${page}`)));
  assert.deepEqual([status, stderr], [0, ""]);
});

test("labels as the format has them: escapes, blanks, a time", async () => {
  const text = '# EOF\n\nhash_tagging_config{ plugin = "a\\"}\\\\" , } 7 1700000000\r\nup{} +Inf\n';
  const { stdout } = await asked(...of(pageFile(text)));
  assert.match(stdout, /^a"\}\\: the gateway serves 00000007$/m);
});
