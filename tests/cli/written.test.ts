import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CORE_SCHEMA, load, YAML11_SCHEMA } from "js-yaml";
import { Rules } from "../../lib/core.ts";
import { cli } from "../command-line.ts";
import { toYaml } from "../../lib/yaml/to-yaml.ts";
import { manifest, pluginIn, refused, rule } from "./command.ts";

const MIB = 1 << 20;
const ASCII = /^[\n\x20-\x7e]*$/;

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
      const { spec } = pluginIn(stdout, schema);
      assert.equal(spec.pluginConfig.rules[0]?.policies[0]?.tagValue, value);
    }
  });
}

interface EnvoyFields {
  http_filters: [{ typed_config: { config: { configuration: { value: string } } } }];
}

/** The text that the module gets from what is written for an Envoy. */
function envoyConfig(yaml: string): string {
  const [filter] = (load(yaml) as EnvoyFields).http_filters;
  return filter.typed_config.config.configuration.value;
}

const envoy = (config: string) =>
  cli(["manifest", "-", "--format", "envoy", "--url", "file:///x.wasm"], config);

test("any valid rules come out as they went in, in either format", async () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(..."\\_NLPx\u0085\u00a0\u2028\u2029\u200b\ufeff"), maxLength: 6 }),
  );
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
        const plugin = pluginIn(istio.stdout, schema);
        assert.deepEqual(plugin.spec.pluginConfig, { rules: list });
      }
      const { stdout } = await envoy(config);
      assert.deepEqual(JSON.parse(envoyConfig(stdout)), { rules: list });
      for (const text of [istio.stdout, stdout]) assert.match(text, ASCII);
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
  const { stdout, stderr } = await envoy(config);
  assert.equal(stderr, "");
  assert.equal(envoyConfig(stdout), config);
});

test("rules that do not fit in ASCII are refused, in Envoy's form", async () => {
  const rules = Array.from({ length: 900 }, (_, i) => rule(`tag-${i}`, 1, "\u00e9".repeat(200)));
  const config = JSON.stringify({ rules });
  assert.equal((await manifest(config)).status, 0);
  await refused(
    envoy(config),
    /^--format envoy: written in ASCII, the configuration has \d+ bytes; the most is 1048576$/,
  );
});

test("any value is the same to a reader of what toYaml writes, which is ASCII with JSON's escapes and \\U", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text)), { noNullPrototype: true }), (value) => {
      const written = toYaml(value);
      assert.match(written, ASCII);
      assert.deepEqual(load(written), value);
    }),
    { numRuns: 1000 },
  );
  const hard = { "\\_\\N": "\\_", lines: "\\N\n\\P", quoted: "\u0085\u00a0\u2028\u2029\ufeff\u{10ffff}\\_" };
  const written = toYaml(hard);
  assert.deepEqual(load(written), hard);
  assert.ok(written.endsWith('"\\u0085\\u00a0\\u2028\\u2029\\uFEFF\\U0010ffff\\\\_"\n'), written);
});
