import { readPartitionedPolicies } from "../../../assembly/core/config/partitioned-policies";
import { Report } from "../../../assembly/core/config/report";
import { WrittenPolicy } from "../../../assembly/core/rule/written";
import { json } from "../given";

function read(text: string, modulo: i64, report: Report): WrittenPolicy[] {
  const policies: WrittenPolicy[] = [];
  readPartitionedPolicies("r", json(text), modulo, policies, report);
  return policies;
}

function faultOf(text: string, modulo: i64 = 100): string {
  const report = new Report();
  read(text, modulo, report);
  return report.lines().join("\n");
}

function weights(list: string): string {
  const policies = list.split(" ").map<string>((weight) => '{"weight":' + weight + ',"tagValue":"v"}');
  return "[" + policies.join(",") + "]";
}

describe("readPartitionedPolicies", () => {
  test("adds the weights up", () => {
    const report = new Report();
    const policies = read(weights("10 0 35 55"), 100, report);
    expect(report.count).toBe(0);
    expect(policies).toHaveLength(4);
    const sums: i64[] = [10, 10, 45, 100];
    for (let i = 0; i < sums.length; ++i) expect(policies[i].range).toBe(sums[i]);
    expect(policies[2].path).toBe("r[2]");
    expect(policies[2].tagValue).toBe("v");
  });

  test("keeps the sum within the modulo", () => {
    expect(faultOf(weights("4294967295"), 4294967295)).toBe("");
    expect(faultOf(weights("60 40"))).toBe("");
    expect(faultOf(weights("60 41"))).toBe(
      "r[1].weight: 41 makes the sum 101, above modulo 100; lower it to at most 40",
    );
    expect(faultOf(weights("60 41 40"))).toBe(
      "r[1].weight: 41 makes the sum 101, above modulo 100; lower it to at most 40",
      "a weight that is refused is no part of the sum",
    );
  });

  test("reads on where the modulo could not be read", () => {
    expect(faultOf(weights("4294967295 4294967295"), 0)).toBe("");
    expect(faultOf(weights("-1"), 0)).toBe(
      "r[0].weight: -1 is out of range; write a whole number from 0 to modulo",
    );
  });

  test("is a list with something in it", () => {
    expect(faultOf("{}")).toBe("r: an object is not a list; write one");
    expect(faultOf("[]")).toBe("r: an empty list; add a policy (weight 0 tags nobody)");
    expect(faultOf("[7]")).toBe("r[0]: 7 is not an object; write its fields tagValue, weight");
  });
});
