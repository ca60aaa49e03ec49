import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { configText, responseVectors, vectors } from "../vectors.ts";
import { accepted, linesOf } from "./given.ts";

describe("what needs the answer to a request", () => {
  for (const vector of responseVectors.answers) {
    test(`${vector.name}: is taken, and needs the module that sees answers`, () => {
      assert.equal(accepted(configText(vector)).needsAnswers, true);
    });
  }

  for (const vector of responseVectors.errors) {
    test(`${vector.name}: is refused`, () => {
      assert.deepEqual(linesOf(Rules.parse(configText(vector))), vector.errors);
    });
  }

  test("no other configuration needs that module", () => {
    for (const vector of vectors.requests) assert.equal(accepted(configText(vector)).needsAnswers, false);
  });
});

test("an id that is made decides as any other", () => {
  const rules = accepted(
    JSON.stringify({
      rules: [
        { header: "x-user-id", modulo: 100, tagHeader: "t", policies: [{ range: 10, tagValue: "v2" }] },
      ],
      anonymousId: { cookie: "anon" },
    }),
  );
  assert.deepEqual(rules.reads, ["x-user-id", "cookie", ""]);
  assert.deepEqual(rules.tags({ "": "0005" }), { t: "v2" });
  assert.deepEqual(rules.tags({ "": "0001" }), {});
  assert.deepEqual(rules.tags({ cookie: "anon=0005", "": "0001" }), { t: "v2" });
});
