// Validation is total: whatever stands anywhere in a configuration, the answer is rules or errors, and an error says
// where, what was seen and what to write instead.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Rules } from "../../lib/core.ts";
import { accepted, linesOf } from "./given.ts";
import "./seed.ts";

const PLACES = {
  whole: "",
  rules: "rules",
  rule: "rules[1]",
  name: "rules[1].name",
  header: "rules[1].header",
  modulo: "rules[1].modulo",
  tagHeader: "rules[1].tagHeader",
  policies: "rules[1].policies",
  policy: "rules[1].policies[1]",
  range: "rules[1].policies[1].range",
  tagValue: "rules[1].policies[1].tagValue",
};

type Place = keyof typeof PLACES;

/** A valid configuration, with these JSON texts in their places. */
function configWith(put: Partial<Record<Place, string>>): string {
  const policy = put.policy ?? `{"range":${put.range ?? "20"},"tagValue":${put.tagValue ?? '"v3"'}}`;
  const policies = put.policies ?? `[{"range":10,"tagValue":"v2"},${policy}]`;
  const rule =
    put.rule ??
    `{"name":${put.name ?? '"b"'},"header":${put.header ?? '"x-user-id"'},"modulo":${put.modulo ?? "100"},` +
      `"tagHeader":${put.tagHeader ?? '"appver-b"'},"policies":${policies}}`;
  const first =
    '{"header":"x-user-id","modulo":100,"tagHeader":"appver-a","policies":[{"range":10,"tagValue":"v2"}]}';
  return put.whole ?? `{"rules":${put.rules ?? `[${first},${rule}]`}}`;
}

const places = Object.keys(PLACES) as Place[];

test("the configuration that all this starts from is valid", () => void accepted(configWith({})));

describe("an error says where, what was seen, and what to write", () => {
  const whole = "write a whole number from ";
  const FAULTS: [Place, json: string, seen: string, remedy: string][] = [
    ["whole", "[]", "an empty list is not an object", "write its fields rules"],
    ["whole", "{}", "missing", "add the list of rules"],
    ["rules", '"x"', '"x" is not a list', "write one"],
    ["rules", "{}", "an object is not a list", "write one"],
    [
      "rule",
      "null",
      "null is not an object",
      "write its fields anonymousTagValue, defaultTagValue, enabled, hash, header, key, layer, match, modulo, name, overrides, partitionedPolicies, pins, placeholders, policies, salt, tagHeader, unless",
    ],
    ["name", "7", "7 is not a string", 'put it in quotes exactly as it is written, "7"'],
    ["name", "[]", "an empty list is not a string", "write the name in quotes"],
    ["name", '""', '"" is empty', "write a name, or leave the field out"],
    ["name", '"appver-a"', '"appver-a" is the name of rules[0] too', "give each its own"],
    ["header", "true", "true is not a string", 'put it in quotes exactly as it is written, "true"'],
    ["header", '""', '"" is empty', 'write a header name such as "x-user-id"'],
    ["header", '"x user"', '"x user" has " ", which no header name may have', "use letters, digits and -"],
    ["header", '":path"', '":path" is a pseudo-header', "name an ordinary header"],
    ["header", '"Appver-A"', '"appver-a" is the tagHeader of rules[0]', "hash another header"],
    ["tagHeader", "[1]", "a list is not a string", "write the request header to set"],
    ["tagHeader", '"a,b"', '"a,b" has ","', "use letters, digits and -"],
    ["header", '":Authority"', '":authority" is a pseudo-header', 'name "host"'],
    [
      "tagHeader",
      '":authority"',
      '":authority" frames or addresses the request',
      "name a header of your own",
    ],
    ["tagHeader", '"Host"', '"host" frames or addresses the request', "name a header of your own"],
    ["modulo", '"100"', '"100" is not a number', `${whole}1 to 4294967295`],
    ["modulo", "0", "0 is out of range", `${whole}1 to 4294967295`],
    ["modulo", "100.5", "100.5 is not whole", `${whole}1 to 4294967295`],
    ["policies", "null", "null is not a list", "write one"],
    ["policies", "[]", "an empty list", "add a policy"],
    [
      "policy",
      "10",
      "10 is not an object",
      "write its fields between, from, mayShrink, range, schedule, tagValue",
    ],
    ["range", "false", "false is not a number", `${whole}0 to modulo, 100`],
    ["range", "-1", "-1 is out of range", `${whole}0 to modulo, 100`],
    ["range", "1e-1", "1e-1 is not whole", `${whole}0 to modulo, 100`],
    ["range", "101", "101 is above modulo 100", "lower it to at most 100"],
    ["range", "1e1", "10 is not above the range before it, 10", "raise it"],
    ["range", "0", "0 never matches", "remove this policy"],
    ["tagValue", "2", "2 is not a string", 'put it in quotes exactly as it is written, "2"'],
    ["tagValue", "{}", "an object is not a string", "write the value that the tagHeader gets"],
    ["tagValue", '""', '"" is empty', "write a value, or range 0 to tag nobody"],
    ["tagValue", '" v"', '" v" begins or ends with a blank', "remove it"],
    ["tagValue", '"a\\nb"', '"a\\u000ab" has a control character', "remove it"],
    ["tagValue", '"\\ude00"', '"\\ude00" has half a surrogate pair', "remove it"],
  ];
  for (const [place, json, seen, remedy] of FAULTS) {
    test(`${place}: ${json}`, () => {
      const { errors } = Rules.parse(configWith({ [place]: json }));
      assert.equal(errors.length, 1, JSON.stringify(errors));
      const [{ path, message } = { path: "", message: "" }] = errors;
      assert.equal(path, seen === "missing" ? "rules" : PLACES[place]);
      assert.ok(message.startsWith(seen), message);
      assert.ok(message.indexOf(`; ${remedy}`) > 0, message);
    });
  }
});

describe("hostile values", () => {
  const NEAR = [
    ...['""', '" "', '"host"', '":path"', '"x y"', '"\\n"', '"\\ud800"', '"é"', '"appver-a"', '"APPVER-B"'],
    ...["0", "-0", "1", "-1", "10", "10.0", "1e1", "0.1", "100", "101", "1e400", "-1e400", "4294967295"],
    ...[
      "4294967296",
      "1.7976931348623157e308",
      "[]",
      "{}",
      "[[]]",
      "[{}]",
      "[null]",
      "null",
      "true",
      "false",
    ],
    ...[
      '{"rules":[]}',
      '{"range":1,"tagValue":"v"}',
      '{"range":1,"range":1}',
      '[{"range":1,"tagValue":"v"}]',
    ],
    ...[
      `"${"x".repeat(256)}"`,
      `"${"x".repeat(1025)}"`,
      "9".repeat(400),
      `${"[".repeat(15)}${"]".repeat(15)}`,
    ],
  ];
  const values = fc.oneof(
    fc.constantFrom(...NEAR),
    fc.json({ maxDepth: 4 }),
    fc.string().map((s) => JSON.stringify(s)),
  );
  const fields = fc.dictionary(
    fc.constantFrom("rules", "header", "Modulo", "range", "tagvalue", "name"),
    values,
  );
  const objects = fields.map((all) => `{${Object.entries(all).map(([key, json]) => `"${key}":${json}`)}}`);
  const puts = fc.dictionary(fc.constantFrom(...places), fc.oneof(values, objects), {
    minKeys: 1,
    maxKeys: 3,
  });

  /** The place that a path names, or its owner where the last step is missing there; throws when there is none. */
  function follow(config: unknown, path: string): void {
    const steps = path.match(/[\w-]+|\["(?:[^"\\]|\\.)*…?"\]/g) ?? [];
    assert.match(
      path,
      /^$|^(?:[\w-]+|\["(?:[^"\\]|\\.)*…?"\])(?:\[\d+\]|\.[\w-]+|\["(?:[^"\\]|\\.)*…?"\])*$/,
    );
    let at = config;
    for (const step of steps) {
      assert.ok(typeof at === "object" && at !== null, path);
      at = (at as Record<string, unknown>)[step];
    }
  }

  test("never throw, and give rules or errors that can be used", (t) => {
    const seen = { rules: 0, errors: 0 };
    fc.assert(
      fc.property(puts, (put) => {
        const json = configWith(put);
        const rules = Rules.parse(json);
        const request = Object.fromEntries(["x-user-id", ...rules.reads].map((name) => [name, "0005"]));
        const tags = rules.tags(request);
        if (rules.errors.length === 0) {
          ++seen.rules;
          const again = accepted(JSON.stringify(JSON.parse(json)));
          assert.deepEqual(again.tags(request), tags);
          assert.deepEqual(again.tagHeaders, rules.tagHeaders);
          return;
        }
        ++seen.errors;
        assert.deepEqual([tags, rules.reads, rules.tagHeaders], [{}, [], []]);
        assert.ok(rules.errors.length <= 21);
        for (const { path, message } of rules.errors.slice(0, 20)) {
          follow(JSON.parse(json), path);
          assert.match(message, /^[^\0-\x1f\x7f]+; ?[^\0-\x1f\x7f]{6,}$/);
          assert.ok(message.length < 600, message);
        }
      }),
      { numRuns: 3000 },
    );
    t.diagnostic(JSON.stringify(seen));
    assert.ok(seen.rules > 15 && seen.errors > 1000, JSON.stringify(seen));
  });

  test("bytes that are anything", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const lines = linesOf(Rules.parse(bytes));
        assert.equal(lines.length, 1);
        assert.match(lines[0]!, /^not JSON: expected .+ at byte \d+, found .+$|is not an object; /);
      }),
      { numRuns: 2000 },
    );
  });
});

test("all errors are listed, in the order of the file", () => {
  const config = configWith({ name: "7", header: '""', modulo: "0", range: "1.5", tagValue: "null" });
  assert.deepEqual(
    Rules.parse(config).errors.map(({ path }) => path),
    ["name", "header", "modulo", "policies[1].range", "policies[1].tagValue"].map(
      (place) => `rules[1].${place}`,
    ),
  );
});
