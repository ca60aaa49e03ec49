import { parse } from "../../assembly/core/gateway";
import { bytes } from "./given";

const REMEDY = ", which baggage must escape and some apps then change or drop; write it without";

describe("tag values that baggage must escape", () => {
  test("are warned of wherever a rule has one", () => {
    const json = bytes(
      `{"propagate": {"baggage": true}, "rules": [{"header": "x-user-id", "modulo": 9, "tagHeader": "t",
        "policies": [{"range": 1, "tagValue": "v 1"}],
        "overrides": [{"match": [{"headers": {"x-a": {"exact": "1"}}}], "tagValue": "v,2"}],
        "pins": [{"ids": ["vip"], "tagValue": "v;3"}],
        "defaultTagValue": "v4", "anonymousTagValue": "v\\"5"}]}`,
    );
    const report = parse(json, json.length).report;
    expect(report.count).toBe(0, report.lines().join());
    expect(report.warningLines().join("\n")).toBe(
      [
        `escape-in-baggage: rules[0].policies[0].tagValue: "v 1" has " "${REMEDY}`,
        `escape-in-baggage: rules[0].overrides[0].tagValue: "v,2" has ","${REMEDY}`,
        `escape-in-baggage: rules[0].pins[0].tagValue: "v;3" has ";"${REMEDY}`,
        `escape-in-baggage: rules[0].anonymousTagValue: "v\\"5" has "\\""${REMEDY}`,
      ].join("\n"),
    );
  });
});
