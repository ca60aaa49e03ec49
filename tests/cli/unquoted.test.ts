// Where a text is due, the advice about a number, true, false or null is the same for every field and every way to write
// it; and who obeys it has the text that the file shows.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { carry, manifest, refused } from "./command.ts";

/** What YAML does not take for text. */
const WRITTEN =
  "7 -7 +7 0787849 0123 08 0x1F 0o17 -0 00 1.10 .5 -.5 5. 1e3 1E+3 9007199254740993 .inf -.Inf .NaN true True FALSE null NULL ~".split(
    " ",
  );

const rules = (fields: Record<string, string>) => {
  const { name = "n", header = "h", tagHeader = "t", tagValue = "v", reserve = "[]" } = fields;
  return `rules:\n- name: ${name}\n  header: ${header}\n  modulo: 9\n  tagHeader: ${tagHeader}\n  policies: [{ range: 1, tagValue: ${tagValue} }]\nreserve: ${reserve}\n`;
};

type Field = [
  path: string,
  fileWith: (written: string) => string,
  run: (input: string) => ReturnType<typeof manifest>,
];

/** Each field that is a text, with a file that has `written` there, and other places for it that YAML knows. */
const FIELDS: Field[] = [
  ["rules[0].name", (name) => rules({ name }), manifest],
  ["rules[0].header", (header) => rules({ header }), manifest],
  ["rules[0].tagHeader", (tagHeader) => rules({ tagHeader }), manifest],
  ["rules[0].policies[0].tagValue", (tagValue) => rules({ tagValue }), manifest],
  ["reserve[1]", (item) => rules({ reserve: `[lane, ${item}]` }), manifest],
  ["reserve[0]", (item) => rules({ reserve: `\n- ${item} # why` }), manifest],
  ["rules[0].name", (name) => rules({ name: `&n ${name}` }), manifest],
  ["rules[0].policies[0].tagValue", (shared) => rules({ name: `&n ${shared}`, tagValue: "*n" }), manifest],
  ["rules[0].name", (merged) => rules({}).replace("name: n", `<<: { name: ${merged} }`), manifest],
  ["headers[0]", (name) => `headers: [${name}]\n`, carry],
  ["headerPrefixes[0]", (name) => `headerPrefixes:\n  - ${name}\n`, carry],
  ["headerPrefix", (name) => `headerPrefix: ${name}\n`, carry],
  ["headerPrefix[0]", (name) => `{ "headerPrefix": [ ${name} ] }`, carry],
];

for (const [path, fileWith, run] of FIELDS) {
  describe(`${path} in ${JSON.stringify(fileWith("7"))}`, () => {
    for (const written of WRITTEN) {
      test(written, async () => {
        const { status, stdout, stderr } = await run(fileWith(written));
        const said = `: ${path}: ${written} is not a string; put it in quotes exactly as it is written, `;
        const advice = stderr
          .split("\n")
          .find((line) => line.includes(said))
          ?.split(said)[1];
        assert.deepEqual(
          { status, stdout, advice },
          { status: 2, stdout: "", advice: `"${written}"` },
          stderr,
        );
        const { stderr: obeyed } = await run(fileWith(advice!));
        assert.doesNotMatch(obeyed, / is not a string|octal|has a sign|number/, obeyed);
      });
    }
  });
}

test("what is obeyed comes out as it was written", async () => {
  for (const written of WRITTEN) {
    const { status, stdout, stderr } = await manifest(rules({ tagValue: `"${written}"` }));
    assert.equal(status, 0, stderr);
    assert.ok(stdout.includes(`tagValue: "${written}"\n`), stdout);
  }
});

test("an empty value is no text either", () =>
  refused(
    manifest(rules({ name: "", tagValue: "" })),
    "<stdin>:2:3: rules[0].name: nothing is written here; write a text, in quotes",
    "<stdin>:6:26: rules[0].policies[0].tagValue: nothing is written here; write a text, in quotes",
  ));

test("numbers are read where numbers are due", () =>
  refused(
    manifest(
      rules({ name: "01", tagValue: "02" })
        .replace("modulo: 9", "modulo: 09")
        .replace("range: 1", "range: .inf"),
    ),
    "<stdin>:4:11: rules[0].modulo: 09 is octal to some YAML readers; write it without the leading zero",
    "<stdin>:6:23: rules[0].policies[0].range: .inf is not a number that JSON has",
    '<stdin>:2:9: rules[0].name: 01 is not a string; put it in quotes exactly as it is written, "01"',
    '<stdin>:6:39: rules[0].policies[0].tagValue: 02 is not a string; put it in quotes exactly as it is written, "02"',
  ));

test("of numbers that nobody can read 20 are shown", async () => {
  const policies = Array.from({ length: 25 }, () => "{ range: 01, tagValue: v }").join(", ");
  const { stderr } = await manifest(rules({}).replace("{ range: 1, tagValue: v }", policies));
  const lines = stderr.trimEnd().split("\n");
  assert.equal(lines.filter((line) => line.endsWith("write it without the leading zero")).length, 20);
  assert.equal(lines[20], "<stdin>:1:1: and more");
});
