import assert from "node:assert/strict";
import { test } from "node:test";
import { manifest, pluginIn, rule, RULES } from "./command.ts";

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
    const { spec } = pluginIn(stdout);
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
  const { spec } = pluginIn(stdout);
  assert.deepEqual(spec.pluginConfig.rules, [
    rule("appver-a", 10, "v2"),
    rule("appver-b", 10, "v2"),
    { ...rule("appver-c", 10, "v2"), header: "cookie" },
  ]);
});
