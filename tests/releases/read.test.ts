import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Mistake } from "../../lib/mistake.ts";
import { readRelease, releaseFindings } from "../../lib/release/read.ts";
import { releaseIn } from "../../lib/release/release-text.ts";
import { rulesAt } from "../../lib/release/rules.ts";
import { YamlText } from "../../lib/yaml/text.ts";
import { read, releaseFile, RELEASES } from "./files.ts";
import { APP, MISTAKES } from "./mistakes.ts";

describe("a release file is refused for", () => {
  for (const [title, source, ...said] of MISTAKES) {
    test(title, () => {
      assert.throws(
        () => releaseIn("r", source),
        (error) => {
          assert.ok(error instanceof Mistake, String(error));
          assert.equal(error.lines.length, said.length, error.message);
          said.forEach((line, i) => assert.match(error.lines[i]!, line as RegExp));
          return true;
        },
      );
    });
  }

  test("whatever JSON it is, in words", () => {
    for (const json of [
      "[]",
      "1",
      '"x"',
      '{"apps":[]}',
      '{"apps":{"a":1},"steps":[1],"gateway":2,"testers":3,"key":[4]}',
    ]) {
      const outcome = readRelease(json);
      assert.ok("errors" in outcome && outcome.errors.length > 0, json);
    }
  });
});

test("a release file is given the core's advice, once, where it says what that is about", () => {
  const source = RELEASES["two at once, of which one is done"]!;
  const { errors, warnings, advice } = releaseFindings(new YamlText("r", source).json);
  assert.deepEqual([errors, warnings], [[], []]);
  assert.deepEqual(
    advice.map(({ id, path, message }) => [id, path, message.slice(0, 46)]),
    [
      ["coarse-modulo", "modulo", "100 buckets are coarse, and a finer modulo lat"],
      ["check-digits", "modulo", "half of the buckets stay empty for ids that en"],
      ["nested-rules", "apps.app-c", "has its users in common with apps.app-a: one k"],
    ],
  );
});

describe("a release file says", () => {
  const rulesOf = (source: string, step: number) => {
    const { release, states } = read(source);
    return rulesAt(release, states[step]!).rules as Record<string, unknown>[];
  };

  test("for whom the testers have it before all others", () => {
    const [rule] = rulesOf(RELEASES["one tag for two apps, first for testers"]!, 1);
    assert.deepEqual(rule!["pins"], [{ ids: ["u-17"], tagValue: "v2" }]);
    assert.deepEqual(rule!["overrides"], [
      { match: [{ cookies: { user: { exact: "tester" } } }], tagValue: "v2" },
    ]);
    assert.deepEqual(rule!["policies"], [{ range: 0, tagValue: "v2" }]);
  });

  test("which testers come to which version as soon as a step names it, and who stays", () => {
    const source = RELEASES["testers of several kinds, of whom some stay"]!;
    const [v2, v3, any] = [{ in: ["v2", "iwantsit"] }, { exact: "v3" }, { present: true }].map((value) => [
      { headers: { "x-canary": value } },
    ]);
    const [ofA, ofB] = rulesOf(source, 1);
    assert.deepEqual(ofA!["overrides"], [
      { match: v2, tagValue: "v2" },
      { match: v3, tagValue: "v3" },
      { match: any, tagValue: null },
    ]);
    assert.deepEqual(ofA!["pins"], [
      { ids: ["u-17"], tagValue: "v3" },
      { ids: ["u-18"], tagValue: null },
    ]);
    const withoutV3 = [
      { match: v2, tagValue: "v2" },
      { match: any, tagValue: null },
    ];
    assert.deepEqual(ofB!["overrides"], withoutV3);
    assert.deepEqual(rulesOf(source, 2)[0]!["overrides"], withoutV3, "v3 is taken back");
    assert.equal(rulesOf(source, 4)[0]!["overrides"], undefined, "everybody has v2");
  });

  test("that a lane taken back has no testers either, and who stays is in the lane of all others", () => {
    const source = RELEASES["strict lanes that requests name"]!;
    const lanes = [1, 2, 3].map((step) =>
      (rulesOf(source, step)[0]!["overrides"] as { tagValue: string }[]).map(({ tagValue }) => tagValue),
    );
    assert.deepEqual(lanes, [["s2"], ["s2", "s3"], ["s3"]]);
    assert.deepEqual(rulesOf(source, 1)[0]!["pins"], [{ ids: ["u-18"], tagValue: "stable" }]);
  });

  test("several next versions, each with room to grow", () => {
    const source = RELEASES["several next versions, and independent users"]!;
    assert.deepEqual(rulesOf(source, 1)[0]!["policies"], [
      { range: 5, tagValue: "v2" },
      { from: 30, range: 35, tagValue: "v3" },
    ]);
    assert.deepEqual(rulesOf(source, 2)[0]!["policies"], [
      { range: 30, tagValue: "v2" },
      { range: 50, tagValue: "v3" },
    ]);
    assert.equal(rulesOf(source, 1)[1]!["salt"], "other-users");
  });

  test("that what is done is for everybody, also without a key, and no rule at the end", () => {
    const source = RELEASES["one tag for two apps, first for testers"]!;
    const [rule] = rulesOf(source, 3);
    assert.deepEqual(
      [rule!["anonymousTagValue"], rule!["policies"]],
      ["v2", [{ range: 100, tagValue: "v2" }]],
    );
    assert.deepEqual(rulesOf(source, 4), []);
  });

  test("a share that moves with time", () => {
    const steps =
      "- { a: [{ at: 2026-12-01T09:00:00Z, share: 1%, between: linear }, { at: 2026-12-02T09:00:00Z, share: 10% }] }";
    assert.deepEqual(rulesOf(releaseFile(APP, steps), 1)[0]!["policies"], [
      {
        schedule: [
          { at: "2026-12-01T09:00:00Z", range: 1 },
          { at: "2026-12-02T09:00:00Z", range: 10 },
        ],
        between: "linear",
        tagValue: "v2",
      },
    ]);
  });
});
