// Every limit that is documented: at its value, and one beyond.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { configOf, linesOf, rule, ruleOf, type Rule } from "./given.ts";

const MIB = 1 << 20;

interface Limit {
  /** The configuration of this size. */
  config: (size: number) => string;
  at: number;
  beyond: number;
  error: string;
}

const ruleWith = (fields: (size: number) => Partial<Rule>) => (size: number) => configOf(rule(fields(size)));
const ranged = (...ranges: number[]) => ranges.map((range) => ({ range, tagValue: "v" }));
const counted = (size: number) => Array.from({ length: size }, (_, i) => i);
const long = (path: string, letter: string, most: number) =>
  `${path}: "${letter.repeat(60)}…" is longer than ${most} characters; shorten it`;
const outOfRange = (path: string, value: number, want: string) =>
  `${path}: ${value} is out of range; write a whole number from ${want}`;

/** Of `levels` levels: an object, the list, an object, then the unknown field's lists. */
const nested = (levels: number) =>
  configOf(rule()).replace("}]}", `}],"x":${"[".repeat(levels - 3)}${"]".repeat(levels - 3)}}`);

/** Of `values` values: an object, two lists, and the zeros of the second. */
const valued = (values: number) => `{"rules":[],"x":[${new Array(values - 3).fill(0)}]}`;

const LIMITS: Record<string, Limit> = {
  "bytes of the text": {
    config: (size) => configOf().padEnd(size),
    at: MIB,
    beyond: MIB + 1,
    error: "the configuration has 1048577 bytes; the most is 1048576",
  },
  "levels of nesting": {
    config: nested,
    at: 16,
    beyond: 17,
    error: "more than 16 levels of nesting at byte 118; a configuration needs far less",
  },
  "JSON values": {
    config: valued,
    at: 65536,
    beyond: 65537,
    error: "more than 65536 values at byte 131083; a configuration needs far less",
  },
  rules: {
    config: (size) => configOf(...counted(size).map(() => rule())),
    at: 1000,
    beyond: 1001,
    error: "rules: a list of 1001; the most is 1000",
  },
  "items of reserve": {
    config: (size) => JSON.stringify({ rules: [], reserve: counted(size).map((i) => `tag-${i}`) }),
    at: 64,
    beyond: 65,
    error: "reserve: a list of 65; the most is 64",
  },
  "policies of a rule": {
    config: ruleWith((size) => ({ modulo: 9999, policies: ranged(...counted(size).map((i) => i + 1)) })),
    at: 1000,
    beyond: 1001,
    error: "rules[0].policies: a list of 1001; the most is 1000",
  },
  "weights of a rule": {
    config: (size) => {
      const partitionedPolicies = counted(size).map(() => ({ weight: 1, tagValue: "v" }));
      return configOf(ruleOf({ partitionedPolicies }, { modulo: 9999 }));
    },
    at: 1000,
    beyond: 1001,
    error: "rules[0].partitionedPolicies: a list of 1001; the most is 1000",
  },
  "entries of a schedule": {
    config: (size) => {
      const schedule = counted(size).map((i) => ({ at: new Date(1000 * i).toISOString(), range: i }));
      return configOf(ruleOf({ policies: [{ schedule, tagValue: "v" }] }, { modulo: 9999 }));
    },
    at: 1000,
    beyond: 1001,
    error: "rules[0].policies[0].schedule: a list of 1001; the most is 1000",
  },
  "characters of a name": {
    config: ruleWith((size) => ({ name: "n".repeat(size) })),
    at: 256,
    beyond: 257,
    error: long("rules[0].name", "n", 256),
  },
  "characters of a header": {
    config: ruleWith((size) => ({ header: "h".repeat(size) })),
    at: 256,
    beyond: 257,
    error: long("rules[0].header", "h", 256),
  },
  "characters of a tagHeader": {
    config: ruleWith((size) => ({ tagHeader: "t".repeat(size) })),
    at: 256,
    beyond: 257,
    error: long("rules[0].tagHeader", "t", 256),
  },
  "characters of a tagValue": {
    config: ruleWith((size) => ({ policies: [{ range: 1, tagValue: "v".repeat(size) }] })),
    at: 1024,
    beyond: 1025,
    error: long("rules[0].policies[0].tagValue", "v", 1024),
  },
  "the largest modulo": {
    config: ruleWith((modulo) => ({ modulo })),
    at: 4294967295,
    beyond: 4294967296,
    error: outOfRange("rules[0].modulo", 4294967296, "1 to 4294967295"),
  },
  "the smallest modulo": {
    config: ruleWith((modulo) => ({ modulo })),
    at: 1,
    beyond: 0,
    error: outOfRange("rules[0].modulo", 0, "1 to 4294967295"),
  },
  "the largest range": {
    config: ruleWith((range) => ({ modulo: 100, policies: ranged(range) })),
    at: 100,
    beyond: 101,
    error: "rules[0].policies[0].range: 101 is above modulo 100; lower it to at most 100",
  },
  "the smallest range": {
    config: ruleWith((range) => ({ modulo: 100, policies: ranged(range) })),
    at: 0,
    beyond: -1,
    error: outOfRange("rules[0].policies[0].range", -1, "0 to modulo, 100"),
  },
};

// These two hold an unknown field, for which they are refused; at the limit that is all that is wrong.
const UNKNOWN = ["levels of nesting", "JSON values"];

for (const [limit, { config, at, beyond, error }] of Object.entries(LIMITS)) {
  test(`${limit}: ${at}, not ${beyond}`, () => {
    const faults = linesOf(Rules.parse(config(at)));
    if (UNKNOWN.includes(limit)) assert.match(faults.join("\n"), /^(rules\[0\]\.)?x: unknown field; [^\n]+$/);
    else assert.deepEqual(faults, []);
    assert.deepEqual(linesOf(Rules.parse(config(beyond))), [error]);
  });
}

test("errors: 20, then a count of the rest", () => {
  const nulls = (size: number) => linesOf(Rules.parse(configOf(...counted(size).map(() => null))));
  assert.equal(nulls(20).length, 20);
  assert.match(nulls(20)[19]!, /^rules\[19\]: null is not an object; /);
  assert.deepEqual(nulls(22).slice(0, 20), nulls(20));
  assert.deepEqual(nulls(22).slice(20), ["and 2 more"]);
});

describe("the worst texts take no longer than their size asks for", () => {
  const fields = (key: (i: number) => string, count: number) =>
    `{${counted(count).map((i) => `${JSON.stringify(key(i))}:1`)}}`;
  const spread = (name: (i: number) => string) => ({ ...rule(), header: name(0), tagHeader: name(1) });
  const WORST: Record<string, string> = {
    "a header's name of 100,000 capitals": configOf(rule({ header: "A".repeat(100_000) })),
    "a tagHeader's name of 100,000 capitals": configOf(rule({ tagHeader: "Z".repeat(100_000) })),
    "a number": `{"rules":[{"modulo":${"9".repeat(MIB - 30)}}]}`,
    "a tagValue that is a number": `{"rules":[{"policies":[{"tagValue":${"7".repeat(MIB - 50)}}]}]}`,
    "a name that must be escaped": configOf(rule({ name: "\n".repeat(MIB / 2 - 200) })),
    "unknown fields": fields((i) => `rule${i}`, 60_000),
    "unknown fields that must be quoted": fields((i) => `\n${i}`, 60_000),
    "fields given twice": fields(() => "rules", 65_000),
    "rules with long names": configOf(
      ...counted(1000).map((i) => spread((n) => `${"h".repeat(240)}-${i}-${n}`)),
    ),
    "an opening bracket again and again": "[".repeat(MIB),
    blanks: " ".repeat(MIB),
  };
  for (const [what, text] of Object.entries(WORST)) {
    test(what, () => {
      assert.ok(Buffer.byteLength(text) <= MIB);
      const before = process.cpuUsage();
      const lines = linesOf(Rules.parse(text));
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 10e6, `${user + system} µs of processor time`);
      for (const line of lines) assert.ok(line.length < 1000, line);
    });
  }
});
