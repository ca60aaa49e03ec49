import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Mistake } from "../../lib/mistake.ts";
import { readRelease } from "../../lib/release/read.ts";
import { releaseIn } from "../../lib/release/release-text.ts";
import { rulesAt } from "../../lib/release/rules.ts";
import { read, releaseFile, RELEASES } from "./files.ts";

const APP = "a: { port: 8000, stable: v1, next: v2, entry: true }";
const TWO = "a: { port: 8000, stable: v1, next: [v2, v3], entry: true }";
const STEP = "- { a: 10% }";

/** What is written, and what is said of it: the place, and how the message ends or what it has. */
const MISTAKES: [title: string, source: string, ...said: (string | RegExp)[]][] = [
  [
    "nothing but a name",
    "release: w\n",
    /gateway is missing/,
    /key is missing/,
    /apps is missing/,
    /steps is missing/,
  ],
  [
    "a misspelt field",
    releaseFile(APP, STEP, "carri: apps\n"),
    /^r:4:1: carri: unknown field; did you mean carry\?$/,
  ],
  [
    "a misspelt word",
    releaseFile(APP, STEP, "carry: appz\n"),
    /carry: "appz" is none of apps, baggage, sidecars; did you mean apps\?/,
  ],
  [
    "a name that is none",
    releaseFile(APP, STEP).replace("winter", "Winter!"),
    /^r:1:10: release: "Winter!" is no name/,
  ],
  [
    "an app that is none",
    releaseFile("A_b: { port: 1, stable: v1, entry: true }\n" + APP, STEP),
    /apps\.A_b: "A_b" is no name/,
  ],
  [
    "an app that a step cannot name",
    releaseFile(`${APP}\nname: { port: 1, stable: v1 }`, STEP),
    /apps\.name: a step has a field name/,
  ],
  [
    "a version that is a number",
    releaseFile(APP.replace("v1", "1.10"), STEP),
    /apps\.a\.stable: 1\.10 is not a string; .*"1\.10"/,
  ],
  [
    "a port that is none",
    releaseFile(APP.replace("8000", "0"), STEP),
    /apps\.a\.port: 0 is no whole number from 1 to 65535/,
  ],
  [
    "the stable version as the next",
    releaseFile(APP.replace("v2", "v1"), "- { a: done }"),
    /apps\.a\.next: v1 is the stable version/,
  ],
  [
    "no entry",
    releaseFile(APP.replace(", entry: true", ""), STEP),
    /apps: no app is the entry; write entry: true/,
  ],
  [
    "a host that is none",
    releaseFile(APP, STEP).replace("ingressgateway }", 'g, hosts: ["a b"] }'),
    /gateway\.hosts\[0\]: "a b" is no host/,
  ],
  ["a share without a unit", releaseFile(APP, "- { a: 10 }"), /steps\[0\]\.a: 10 is no share; write 10%/],
  ["a word that is no share", releaseFile(APP, "- { a: ten }"), /steps\[0\]\.a: "ten" is no share/],
  ["more than everybody", releaseFile(APP, "- { a: 100.1% }"), /100\.1% is more than everybody/],
  [
    "parts of a bucket",
    releaseFile(APP, "- { a: 0.25% }"),
    /0\.25% is no whole number of 100 buckets; write modulo: 10000, before/,
  ],
  ["a step of nothing", releaseFile(APP, "- {}"), /steps\[0\]: the step changes nothing; it may name a/],
  [
    "an app that there is not",
    releaseFile(APP, "- { a: 10%, bb: 10% }"),
    /steps\[0\]\.bb: unknown field; did you mean a\?/,
  ],
  ["same as nobody", releaseFile(APP, "- { a: same }"), /steps\[0\]\.a: same as what\?/],
  ["testers who are nobody", releaseFile(APP, "- { a: testers }"), /steps\[0\]\.a: the file has no testers/],
  [
    "one share for two versions",
    releaseFile(TWO, STEP),
    /steps\[0\]\.a: it has several next versions; .*\{ v2: 10% \}/,
  ],
  [
    "versions that come to too much",
    releaseFile(TWO, "- { a: { v2: 60%, v3: 10% } }\n- { a: { v2: 60%, v3: 50% } }"),
    /steps\[1\]\.a: v2 and v3 come to 110%/,
  ],
  [
    "one tag with two shares",
    releaseFile(
      `${APP.replace("entry", "tag: t, entry")}\nb: { port: 1, stable: v1, next: v2, tag: t }`,
      "- { a: 10%, b: 20% }",
    ),
    /steps\[0\]\.b: the tag t is given two shares; write same/,
  ],
  [
    "one tag of two kinds",
    releaseFile(
      `${APP.replace("entry", "tag: t, entry")}\nb: { port: 1, stable: v1, next: v9, tag: t }`,
      STEP,
    ),
    /apps\.b: another app has the tag t with other next versions/,
  ],
  [
    "a tag that the core refuses",
    releaseFile(APP.replace("entry", "tag: host, entry"), STEP),
    /apps\.a\.tag: "host" frames or addresses the request/,
  ],
  [
    "a key that the core refuses",
    releaseFile(APP, STEP).replace("header: x-user-id", 'cookie: "a b"'),
    /^r:2:17: key\[0\]\.cookie: "a b" has " "/,
  ],
  [
    "a match that the core refuses",
    releaseFile(APP, STEP, "testers: { match: [{ uri: { exakt: /a } }] }\n"),
    /testers\.match\[0\]\.uri\.exakt: unknown field; did you mean "exact"\?/,
  ],
  [
    "a time that the core refuses",
    releaseFile(APP, "- { a: [{ at: tomorrow, share: 1% }] }"),
    /steps\[0\]\.a\[0\]\.at: "tomorrow" is no RFC 3339 time/,
  ],
  [
    "a step that takes users out",
    releaseFile(APP, "- { a: 20% }\n- { a: 5% }"),
    /steps\[1\]\.a: takes 15% of the users out of v2; write mayShrink: true/,
  ],
  [
    "a lane of nothing",
    releaseFile(APP.replace(" next: v2,", ""), "- { s2: 10% }", "lanes: { s2: {} }\n"),
    /lanes\.s2: a lane of no app/,
  ],
  [
    "a lane of an app that there is not",
    releaseFile(APP.replace(" next: v2,", ""), "- { s2: 10% }", "lanes: { s2: { a: v2, b: v2 } }\n"),
    /lanes\.s2\.b: unknown field; did you mean a\?/,
  ],
  [
    "lanes beside next versions",
    releaseFile(APP, "- { s2: 10% }", "lanes: { s2: { a: v2 } }\n"),
    /apps\.a\.next: the lanes say which versions there are/,
  ],
  [
    "a step back from done",
    releaseFile(APP, "- { a: done }\n- { a: 40% }"),
    /steps\[1\]\.a: takes 60% of the users out of v2/,
  ],
  [
    "a schedule that begins later",
    releaseFile(APP, "- { a: 10% }\n- { a: [{ at: 2100-01-01T00:00:00Z, share: 50% }] }"),
    /steps\[1\]\.a: takes 10% of the users out/,
  ],
];

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
