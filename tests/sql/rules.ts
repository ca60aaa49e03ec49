const HEADER = "x-user-id";
const policies = [
  { range: 10, tagValue: "v2" },
  { from: 20, range: 30, tagValue: "v3" },
];
const hashed = (name: string, rest: object) => ({ name, header: HEADER, tagHeader: name, policies, ...rest });

/** A rule for each hash, with odd texts where it has a text. */
export const HASHES = {
  rules: [
    hashed("plain", { modulo: 4294967295 }),
    hashed("salted", { salt: "it's é", modulo: 10000 }),
    hashed("rollout", { hash: { unleash: { groupId: "gé" } } }),
    hashed("variants", { hash: { unleash: { groupId: "g'", variants: true } }, modulo: 1000 }),
    hashed("split", { hash: { split: { seed: -467569525 } } }),
    hashed("flagd", { hash: { flagd: { flagKey: "flag" } }, modulo: 2147483647 }),
    hashed("growthbook1", { hash: { growthbook: { seed: "séed", version: 1 } } }),
    hashed("growthbook2", { hash: { growthbook: { seed: "seed", version: 2 } } }),
    hashed("launchdarkly", { hash: { launchdarkly: { key: "k", salt: "s" } } }),
    hashed("gofeatureflag", { hash: { goFeatureFlag: { flag: "flag" } }, modulo: 100000 }),
    hashed("envoy", { hash: { envoy: { seed: "18446744073709551557" } }, modulo: 4294967291 }),
    hashed("higress", { hash: { higress: {} } }),
  ],
};

const id = (test: object) => [{ headers: { [HEADER]: test } }];
const rule = (tagHeader: string, rest: object) => ({ header: HEADER, modulo: 100, tagHeader, ...rest });

/** Every part of a rule that SQL can say. */
export const PARTS = {
  rules: [
    rule("pinned", {
      pins: [
        { ids: ["0005", "pin'1", "pin\\2", "é"], tagValue: "p'1 é" },
        { ids: ["user-7", "null"], tagValue: null },
      ],
      placeholders: ["anonymous", "null", "user-15"],
      policies: [{ range: 50, tagValue: "v2" }],
      defaultTagValue: "v1",
      anonymousTagValue: "guest",
    }),
    rule("gaps", { salt: "s", policies, defaultTagValue: "v1" }),
    rule("weights", {
      partitionedPolicies: [
        { weight: 30, tagValue: "a" },
        { weight: 0, tagValue: "b" },
        { weight: 45, tagValue: "c" },
      ],
    }),
    rule("several", { match: id({ prefix: "user" }), policies: [{ range: 20, tagValue: "one" }] }),
    rule("several", {
      name: "second",
      unless: id({ contains: "it's" }),
      salt: "x",
      policies: [{ range: 30, tagValue: "two" }],
    }),
    rule("several", { name: "third", enabled: false, policies: [{ range: 100, tagValue: "never" }] }),
    rule("several", {
      name: "fourth",
      anonymousTagValue: "nobody",
      policies: [{ range: 100, tagValue: "rest" }],
    }),
    rule("overridden", {
      overrides: [
        { match: id({ suffix: "@qa.example", ignoreCase: true }), tagValue: "qa" },
        { match: id({ in: ["k", "0x41"], ignoreCase: true }), tagValue: "k" },
        { match: id({ present: false }), tagValue: "none" },
        { match: [...id({ prefix: "staff-1" }), ...id({ exact: "" })], tagValue: null },
      ],
      placeholders: ["staff-2"],
      policies: [{ range: 50, tagValue: "v2" }],
      defaultTagValue: "v1",
    }),
    rule("banner", { layer: "l", modulo: 1000, policies: [{ range: 200, tagValue: "red" }] }),
    rule("search", { layer: "l", modulo: 1000, policies: [{ from: 200, range: 300, tagValue: "fuzzy" }] }),
    rule("ramp", {
      modulo: 1000,
      policies: [
        {
          schedule: [
            { at: "2020-01-01T00:00:00Z", range: 100 },
            { at: "2100-01-01T00:00:00Z", range: 900 },
          ],
          tagValue: "early",
        },
        { range: 950, tagValue: "late" },
      ],
    }),
  ],
};
