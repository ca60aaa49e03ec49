// Strings come out as JSON.parse has them, however they are written: seen in tag values, and in names compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Rules } from "../../lib/core.ts";
import { accepted, configOf, rule } from "./given.ts";
import "./seed.ts";

const SHORT: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A string of JSON that means `text`; `ways` chooses, for each code point in turn, among the ways to write it. */
function written(text: string, ways: number[]): string {
  const points = [...text].map((point, i) => {
    const units = point.split("").map(escaped).join("");
    const plain = /[\0-\x1f"\\]|^[\ud800-\udfff]$/.test(point) ? units : point;
    return [
      plain,
      units,
      units.replace(/[a-f](?=[^u]*$)/g, (digit) => digit.toUpperCase()),
      SHORT[point] ?? plain,
    ][ways[i % ways.length]!];
  });
  return `"${points.join("")}"`;
}

const ways = fc.array(fc.nat(3), { minLength: 1, maxLength: 20 });
const anyUnits = fc.string({
  unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
  minLength: 1,
  maxLength: 20,
});
const edgeUnits = fc.string({
  unit: fc.constantFrom(...'\0\x1f "\\/\x7f\x80\u07ff\u0800\ud7ff\ud800\udbff\udc00\udfff\ue000\ufeff\uffff'),
  minLength: 1,
  maxLength: 8,
});
const anyText = fc.oneof(anyUnits, edgeUnits, fc.string({ unit: "binary", minLength: 1, maxLength: 20 }));

const configWith = (tagValue: string) =>
  configOf(rule({ policies: [{ range: 1, tagValue: "@" }] })).replace('"@"', () => tagValue);

test("tag values", () => {
  const text = fc
    .string({ unit: "binary", maxLength: 200 })
    .map((value) => `<${value.replace(/[\0-\x08\x0a-\x1f\x7f]/g, "\t")}>`);
  fc.assert(
    fc.property(text, ways, (value, choices) => {
      const json = written(value, choices);
      assert.equal(JSON.parse(json), value);
      assert.deepEqual(accepted(configWith(json)).tags({ "x-user-id": "1" }), { tag: value });
    }),
    { numRuns: 1500 },
  );
});

test("a pair of \\u escapes is one character", () => {
  const rules = accepted(configWith(String.raw`"\uD83D\ude00\u0041\u00E9\u7528"`));
  assert.deepEqual(rules.tags({ "x-user-id": "1" }), { tag: "😀Aé用" });
});

test("two names are the same when JSON.parse has them the same", () => {
  const pair = fc.oneof(
    anyText.map((text) => [text, text] as const),
    fc.tuple(anyText, anyText),
    edgeUnits.map((text) => [text, text + "\0"] as const),
  );
  fc.assert(
    fc.property(pair, ways, ways, ([a, b], waysOfA, waysOfB) => {
      const [first, second] = [written(a, waysOfA), written(b, waysOfB)];
      assert.deepEqual([JSON.parse(first), JSON.parse(second)], [a, b]);
      const json = configOf(rule({ name: "@1" }), rule({ name: "@2" }))
        .replace('"@1"', () => first)
        .replace('"@2"', () => second);
      const paths = Rules.parse(json).errors.map(({ path }) => path);
      assert.deepEqual(paths, a === b ? ["rules[1].name"] : []);
    }),
    { numRuns: 1500 },
  );
});
