import { Report } from "../../../assembly/core/config/report";
import { readRule } from "../../../assembly/core/config/rule";
import { Engine } from "../../../assembly/core/rule/written-hash";
import { WrittenRule } from "../../../assembly/core/rule/written";
import { json } from "../given";

const REST = ',"header":"x","tagHeader":"t","policies":[{"range":1,"tagValue":"v"}]}';

function read(fields: string, report: Report): WrittenRule {
  return readRule("r", json("{" + fields + REST), report);
}

function faultOf(fields: string): string {
  const report = new Report();
  read(fields, report);
  return report.lines().join("\n");
}

class Row {
  constructor(
    readonly fields: string,
    readonly engine: Engine,
    readonly text: string,
    readonly seed: u64,
    readonly modulo: i64,
  ) {}
}

const READ: Row[] = [
  new Row('"hash":{"unleash":{"groupId":"g"}}', Engine.UnleashRollout, "g", 0, 100),
  new Row('"hash":{"unleash":{"groupId":"","variants":false}}', Engine.UnleashRollout, "", 0, 100),
  new Row('"modulo":9,"hash":{"unleash":{"groupId":"g","variants":true}}', Engine.UnleashVariants, "g", 0, 9),
  new Row('"modulo":100,"hash":{"split":{"seed":-1}}', Engine.Split, "", 4294967295, 100),
  new Row('"hash":{"split":{"seed":4294967295}}', Engine.Split, "", 4294967295, 100),
  new Row('"modulo":9,"hash":{"flagd":{"flagKey":""}}', Engine.Flagd, "", 0, 9),
  new Row('"hash":{"growthbook":{"seed":"","version":1}}', Engine.GrowthBook1, "", 0, 1000),
  new Row('"hash":{"growthbook":{"seed":"s","version":2}}', Engine.GrowthBook2, "s", 0, 10000),
  new Row('"hash":{"launchdarkly":{"key":"k","salt":"s"}}', Engine.LaunchDarkly, "k.s", 0, 100000),
  new Row('"hash":{"launchdarkly":{"seed":-3}}', Engine.LaunchDarkly, "-3", 0, 100000),
  new Row('"modulo":9,"hash":{"goFeatureFlag":{"flag":"f"}}', Engine.GoFeatureFlag, "f", 0, 9),
  new Row('"modulo":9,"hash":{"envoy":{"seed":9007199254740991}}', Engine.Envoy, "", 9007199254740991, 9),
  new Row('"modulo":9,"hash":{"envoy":{"seed":"0"}}', Engine.Envoy, "", 0, 9),
  new Row('"modulo":9,"hash":{"envoy":{"seed":"18446744073709551615"}}', Engine.Envoy, "", u64.MAX_VALUE, 9),
  new Row('"hash":{"higress":{}}', Engine.Higress, "", 0, 100),
  new Row('"modulo":9,"salt":"s"', Engine.Salted, "s", 0, 9),
];

class Fault {
  constructor(
    readonly fields: string,
    readonly wanted: string,
  ) {}
}

const ALL = "unleash, split, flagd, growthbook, launchdarkly, goFeatureFlag, envoy, higress";
const SEED = 'write a whole number from 0 to 9007199254740991, or in quotes up to "18446744073709551615"';

const FAULTS: Fault[] = [
  new Fault('"hash":{}', "r.hash: names no engine; write one of " + ALL),
  new Fault('"hash":7', "r.hash: 7 is not an object; write its fields " + ALL),
  new Fault('"hash":{"x":{}}', "r.hash.x: unknown field; the fields here are " + ALL),
  new Fault('"hash":{"envoi":{"seed":1}},"modulo":9', 'r.hash.envoi: unknown field; did you mean "envoy"?'),
  new Fault('"hash":{"split":{"seed":1},"higress":{}}', "r.hash: names split and higress; keep one"),
  new Fault(
    '"hash":{"higress":{"a":1}}',
    "r.hash.higress.a: unknown field; no field belongs here; remove it",
  ),
  new Fault('"hash":{"higress":1}', "r.hash.higress: 1 is not an object; write {}"),
  new Fault(
    '"hash":{"split":{}}',
    "r.hash.split.seed: missing; add a whole number from -2147483648 to 4294967295",
  ),
  new Fault(
    '"hash":{"growthbook":{"seed":"a","version":0}}',
    "r.hash.growthbook.version: 0 is out of range; write a whole number from 1 to 2",
  ),
  new Fault(
    '"hash":{"unleash":{"groupId":"a","variants":1}}',
    "r.hash.unleash.variants: 1 is neither true nor false; write one of them",
  ),
  new Fault(
    '"hash":{"unleash":{}}',
    'r.hash.unleash.groupId: missing; add the groupId of the engine, which may be ""',
  ),
  new Fault(
    '"hash":{"unleash":{"groupId":"' + "g".repeat(257) + '"}}',
    'r.hash.unleash.groupId: "' + "g".repeat(60) + '…" is longer than 256 characters; shorten it',
  ),
  new Fault(
    '"hash":{"launchdarkly":{"seed":1,"key":"k"}}',
    "r.hash.launchdarkly.seed: means an experiment, and key and salt mean a rollout; keep one of them",
  ),
  new Fault(
    '"hash":{"launchdarkly":{"seed":1,"salt":"k"}}',
    "r.hash.launchdarkly.seed: means an experiment, and key and salt mean a rollout; keep one of them",
  ),
  new Fault('"modulo":9,"hash":{"envoy":{}}', "r.hash.envoy.seed: missing; add " + SEED.substring(6)),
  new Fault('"modulo":9,"hash":{"envoy":{"seed":-1}}', "r.hash.envoy.seed: -1 is out of range; " + SEED),
  new Fault('"modulo":9,"hash":{"envoy":{"seed":""}}', 'r.hash.envoy.seed: "" is no seed; ' + SEED),
  new Fault('"modulo":9,"hash":{"envoy":{"seed":"1 "}}', 'r.hash.envoy.seed: "1 " is no seed; ' + SEED),
  new Fault('"modulo":9,"hash":{"envoy":{"seed":"/"}}', 'r.hash.envoy.seed: "/" is no seed; ' + SEED),
  new Fault(
    '"modulo":9,"hash":{"envoy":{"seed":"18446744073709551616"}}',
    'r.hash.envoy.seed: "18446744073709551616" is no seed; ' + SEED,
  ),
  new Fault(
    '"modulo":9,"hash":{"envoy":{"seed":"000000000000000000000"}}',
    'r.hash.envoy.seed: "000000000000000000000" is no seed; ' + SEED,
  ),
  new Fault('"hash":{"envoy":{"seed":1}}', "r.modulo: missing; add a whole number from 1 to 4294967295"),
  new Fault(
    '"modulo":99,"hash":{"higress":{}}',
    "r.modulo: 99 is not the modulo of this hash; write 100, or leave the field out",
  ),
  new Fault(
    '"modulo":0,"hash":{"higress":{}}',
    "r.modulo: 0 is out of range; write a whole number from 1 to 4294967295",
  ),
  new Fault('"salt":"s","hash":{"higress":{}}', "r.salt: means nothing beside hash; keep one of them"),
];

describe("a rule's hash", () => {
  test("of each engine", () => {
    for (let i = 0; i < READ.length; ++i) {
      const row = READ[i];
      const report = new Report();
      const rule = read(row.fields, report);
      expect(report.lines().join("\n")).toBe("", row.fields);
      const hash = rule.hash!;
      expect(hash.engine).toBe(row.engine, row.fields);
      expect(hash.text).toBe(row.text, row.fields);
      expect(hash.seed).toBe(row.seed, row.fields);
      expect(rule.modulo).toBe(row.modulo, row.fields);
    }
  });

  test("is the plain one where nothing is said", () => {
    expect(read('"modulo":9', new Report()).hash === null).toBe(true);
  });

  test("that cannot be read is one error, and hides none of the modulo", () => {
    for (let i = 0; i < FAULTS.length; ++i) {
      expect(faultOf(FAULTS[i].fields)).toBe(FAULTS[i].wanted, FAULTS[i].fields);
    }
    expect(faultOf('"modulo":0,"hash":{}').split("\n")).toHaveLength(2);
  });
});
