// Release files that are refused: for every reader of them.
import { releaseFile } from "./files.ts";

export const APP = "a: { port: 8000, stable: v1, next: v2, entry: true }";
const TWO = "a: { port: 8000, stable: v1, next: [v2, v3], entry: true }";
const STEP = "- { a: 10% }";

/** What is written, and what is said of it: the place, and how the message ends or what it has. */
export const MISTAKES: [title: string, source: string, ...said: (string | RegExp)[]][] = [
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
    "a version that testers cannot come to",
    releaseFile(APP, STEP, "testers: [{ ids: [u], to: v22 }]\n"),
    /testers\[0\]\.to: "v22" is none of v2, stable; did you mean v2\?/,
  ],
  [
    "testers who come to one stable of two",
    releaseFile(APP.replace("v2", "stable"), STEP, "testers: { ids: [u], to: stable }\n"),
    /testers\.to: stable is a next version or a lane as well/,
  ],
  [
    "a kind of testers who are nobody",
    releaseFile(APP, STEP, "testers: [{ ids: [u] }, { to: stable }]\n"),
    /testers\[1\]: nobody; write ids, or match/,
  ],
  [
    "a lane of no testers",
    releaseFile(
      APP.replace(" next: v2,", ""),
      "- { s3: testers }",
      "lanes: { s2: { a: v2 }, s3: { a: v3 } }\ntesters: { ids: [u] }\n",
    ),
    /steps\[0\]\.s3: the file has no testers who come to s3/,
  ],
  [
    "a match of the second kind on the gateway's own header",
    releaseFile(
      APP,
      STEP,
      "testers: [{ ids: [u] }, { match: [{ headers: { appver-a: { exact: v2 } } }], to: v2 }]\n",
    ),
    /testers\[1\]\.match\[0\]\.headers\.appver-a: /,
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
    "a lane that a step cannot name",
    releaseFile(APP.replace(" next: v2,", ""), "- { s2: 1% }", "lanes: { s2: { a: v2 }, name: { a: v3 } }\n"),
    /lanes\.name: a step has a field name/,
  ],
  [
    "a version of a lane that no label can be",
    releaseFile(APP.replace(" next: v2,", ""), "- { s2: 1% }", 'lanes: { s2: { a: "v 2" } }\n'),
    /lanes\.s2\.a: "v 2" is no label's value/,
  ],
  [
    "no lanes where there should be some",
    releaseFile(APP.replace(" next: v2,", ""), "- { s2: 1% }", "lanes: {}\n"),
    /lanes: no lane;/,
    /steps\[0\]/,
    /steps\[0\]: /,
  ],
  [
    "a lane without a version where it must have one",
    releaseFile(
      "a: { port: 1, stable: v1, entry: true }\nb: { port: 1, stable: v1 }",
      "- { s2: 1% }",
      "lanes: { s2: { a: v2 } }\nfallback: none\n",
    ),
    /lanes\.s2: no version of b; name one, or say fallback: stable/,
  ],
  [
    "a lane of the name that all others have",
    releaseFile(
      APP.replace(" next: v2,", ""),
      "- { stable: 1% }",
      "lanes: { stable: { a: v2 } }\nfallback: none\n",
    ),
    /lanes\.stable: stable is the lane of all others/,
  ],
  ["a fallback without lanes", releaseFile(APP, STEP, "fallback: none\n"), /fallback: there are no lanes/],
  ["the header of lanes without lanes", releaseFile(APP, STEP, "lane: x\n"), /lane: there are no lanes/],
  [
    "a salt beside lanes",
    releaseFile(APP.replace("next: v2", "salt: s"), "- { s2: 10% }", "lanes: { s2: { a: v2 } }\n"),
    /apps\.a\.salt: the lanes say/,
  ],
  [
    "everybody beside somebody",
    releaseFile(TWO, "- { a: { v2: done, v3: 10% } }"),
    /steps\[0\]\.a: v2 is for everybody; leave the others out/,
  ],
  [
    "a word that is missing",
    releaseFile(APP, STEP, "tags:\n"),
    /tags: nothing is written here; write a text/,
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
