import { test } from "node:test";
import { manifest, refused, RULE, RULES } from "./command.ts";

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
  ["an unknown field", RULES.replace("modulo", "Modula"), /^<stdin>:3:5: rules\[0\]\.Modula: .*"modulo"/],
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
