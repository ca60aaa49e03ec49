import { headerKey } from "../../../assembly/core/rule/written-key";
import { Report } from "../../../assembly/core/config/report";
import { checkLayers } from "../../../assembly/core/config/layers";
import { WrittenPolicy, WrittenRule } from "../../../assembly/core/rule/written";
import { decimal } from "../../../assembly/core/text/text";

/** A rule with policies of these bounds: from, range, from, range, … */
function rule(index: i32, layer: string, bounds: i64[]): WrittenRule {
  const rule = new WrittenRule("rules[" + decimal(index) + "]");
  rule.layer = layer;
  rule.key = headerKey("x-user-id");
  rule.modulo = 100;
  for (let i = 0; i < bounds.length; i += 2) {
    const path = rule.path + ".policies[" + decimal(i / 2) + "]";
    rule.policies.push(new WrittenPolicy(path, bounds[i], bounds[i + 1], "v"));
  }
  return rule;
}

function faultOf(rules: WrittenRule[]): string {
  const report = new Report();
  checkLayers(rules, report);
  return report.lines().join("\n");
}

describe("checkLayers", () => {
  test("lets rules of one layer have buckets of their own", () => {
    expect(faultOf([])).toBe("");
    expect(faultOf([rule(0, "a", [0, 10, 20, 30]), rule(1, "a", [10, 20, 30, 100])])).toBe("");
    expect(faultOf([rule(0, "a", [0, 100]), rule(1, "b", [0, 100]), rule(2, "", [0, 100])])).toBe("");
    expect(faultOf([rule(0, "", [0, 100]), rule(1, "", [0, 100])])).toBe("", "without a layer");
  });

  test("passes over a policy that has no bucket", () => {
    expect(faultOf([rule(0, "a", [0, 100]), rule(1, "a", [5, 5]), rule(2, "a", [0, 0])])).toBe("");
    expect(faultOf([rule(0, "a", [5, 5]), rule(1, "a", [0, 100])])).toBe("");
    expect(faultOf([rule(0, "a", [0, 100]), rule(1, "a", [0, -1])])).toBe("", "its range cannot be read");
  });

  test("names both that have a bucket", () => {
    const rest = ' of layer "a" too; give each bucket to one of the two';
    const one = rule(0, "a", [0, 10, 20, 30]);
    expect(faultOf([one, rule(1, "a", [9, 20])])).toBe(
      "rules[1].policies[0]: rules[0].policies[0] has bucket 9" + rest,
    );
    expect(faultOf([one, rule(1, "a", [10, 20, 25, 50])])).toBe(
      "rules[1].policies[1]: rules[0].policies[1] has buckets 25 to 29" + rest,
    );
    expect(faultOf([one, rule(1, "a", [0, 100]), rule(2, "a", [99, 100])])).toBe(
      "rules[1].policies[0]: rules[0].policies[0] has buckets 0 to 9" +
        rest +
        "\n" +
        "rules[2].policies[0]: rules[1].policies[0] has bucket 99" +
        rest,
    );
  });

  test("wants one key and one modulo", () => {
    const rest = ': "a" has another key or modulo in rules[0]; the rules of a layer share both';
    const finer = rule(1, "a", [10, 20]);
    finer.modulo = 1000;
    expect(faultOf([rule(0, "a", [0, 10]), finer])).toBe("rules[1].layer" + rest);
    const other = rule(1, "a", [10, 20]);
    other.key = headerKey("x-tenant");
    expect(faultOf([rule(0, "a", [0, 10]), other])).toBe("rules[1].layer" + rest);
  });
});
