import { joint, jointKind, jointRows, jointSteps } from "../../../assembly/core/census";
import { Census } from "../../../assembly/core/census/census";
import { censusOf, rule } from "./given";

const FLAGD = ', "hash": {"flagd": {"flagKey": "f"}}';

/** The share whose tag values have these numbers. */
function shareOf(census: Census, tagHeaders: i32[], numbers: i32[]): f64 {
  const rows = jointRows(joint(census, tagHeaders));
  const width = tagHeaders.length + 1;
  let share: f64 = 0;
  for (let i = 0; i < rows.length; i += width) {
    let isIt = true;
    for (let j = 0; j < numbers.length; ++j) if (rows[i + 1 + j] != <f64>numbers[j]) isIt = false;
    if (isIt) share += rows[i];
  }
  return share;
}

describe("shares of all hash values", () => {
  test("are counted to the last one", () => {
    const census = censusOf([rule("a", 100, 10), rule("b", 100, 50)]);
    expect(jointKind(joint(census, [0, 1]))).toBe(1);
    // 2^32 = 42949672 × 100 + 96: the buckets below 96 have one value more.
    expect(shareOf(census, [0], [1])).toBe((10 * 42949673) / 4294967296.0);
    expect(shareOf(census, [0, 1], [1, 0])).toBe(0);
    expect(shareOf(census, [0, 1], [0, 1])).toBe((40 * 42949673) / 4294967296.0);
  });

  test("of moduli that share a factor are those of the common multiple", () => {
    const census = censusOf([rule("a", 4, 1), rule("b", 6, 1)]);
    expect(jointSteps(joint(census, [0, 1]))).toBe(10); // of 12 values: 3 × 2 bounds and 2 × 2
    expect(Math.abs(shareOf(census, [0, 1], [1, 1]) - 1.0 / 12)).toBeLessThan(1e-9);
  });

  test("are multiplied where hashes are independent", () => {
    const census = censusOf([rule("a", 100, 10), rule("b", 100, 50, ', "salt": "s"')]);
    expect(jointKind(joint(census, [0, 1]))).toBe(2);
    expect(Math.abs(shareOf(census, [0, 1], [1, 1]) - 0.05)).toBeLessThan(1e-7);
  });

  test("of a hash that is multiplied into its range lie one behind the other", () => {
    const census = censusOf([rule("a", 100, 1, FLAGD)]);
    expect(shareOf(census, [0], [1])).toBe(42949673 / 4294967296.0);
  });

  test("of a hash of 64 bits are those of its period", () => {
    expect(shareOf(censusOf([rule("a", 100, 10, ', "hash": {"envoy": {"seed": 0}}')]), [0], [1])).toBe(0.1);
  });

  test("of a rule that is off are none", () => {
    expect(shareOf(censusOf([rule("a", 100, 10, ', "enabled": false')]), [0], [0])).toBe(1);
  });

  test("do not exist where hashes go together", () => {
    const unmixed = ', "hash": {"growthbook": {"seed": "s", "version": 1}}';
    const census = censusOf([rule("a", 100, 10), rule("b", 1000, 50, unmixed)]);
    expect(jointKind(joint(census, [0, 1]))).toBe(0);
  });

  test("do not exist of too many combinations", () => {
    const one = manyPolicies("a", 2003, "");
    const sameHash = censusOf([one, manyPolicies("b", 2004, "")]);
    expect(jointKind(joint(sameHash, [0, 1]))).toBe(0);
    const otherHash = censusOf([one, manyPolicies("b", 2004, ', "salt": "s"')]);
    expect(jointKind(joint(otherHash, [0, 1]))).toBe(0);
  });

  test("end where the hash ends, however far the moduli are apart", () => {
    const census = censusOf([rule("a", 4294967291, 1), rule("b", 4294967279, 1)]);
    expect(joint(census, [0, 1]).kind).toBe(1);
    expect(jointSteps(joint(census, [0, 1]))).toBeLessThan(5);
  });
});

/** 1,000 policies of a bucket each, with gaps: 2,000 cells. */
function manyPolicies(tagHeader: string, modulo: u32, more: string): string {
  const policies: string[] = [];
  for (let i: u32 = 0; i < 1000; ++i)
    policies.push(`{"from": ${2 * i}, "range": ${2 * i + 1}, "tagValue": "v${i}"}`);
  return `"header": "x-user-id", "tagHeader": "${tagHeader}", "modulo": ${modulo}, "policies": [${policies.join()}]${more}`;
}
