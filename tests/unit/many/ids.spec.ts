import { parse } from "../../../assembly/core/gateway";
import { decideIds, tagValuesOf } from "../../../assembly/core/many/ids";
import { decideGiven } from "../../../assembly/core/given-request";
import { decideIds as idsOf, possibleTags, reasonNames, rowValues } from "../../../assembly/core/many/index";
import { Plan } from "../../../assembly/core/plan/plan";
import { NO_BUCKET, Reason } from "../../../assembly/core/plan/request";
import { bytes } from "../given";

const RULES = `{"rules": [
  {"header": "x-user-id", "modulo": 100, "tagHeader": "a", "policies": [{"range": 10, "tagValue": "v2"}, {"range": 50, "tagValue": "v3"}],
   "overrides": [{"match": [{"headers": {"x-user-id": {"prefix": "test-"}}}], "tagValue": "o1"}, {"match": [{"headers": {"x-user-id": {"prefix": "bot-"}}}], "tagValue": null}],
   "pins": [{"ids": ["x"], "tagValue": "p1"}, {"ids": ["y"], "tagValue": "p2"}], "defaultTagValue": "v1"},
  {"enabled": false, "header": "x-user-id", "modulo": 7, "tagHeader": "b", "policies": [{"range": 1, "tagValue": "v2"}]},
  {"header": "x-user-id", "placeholders": ["nobody"], "modulo": 100, "tagHeader": "b", "policies": [{"range": 1, "tagValue": "v2"}], "anonymousTagValue": "v0"}
]}`;

function planOf(text: string): Plan {
  const json = bytes(text);
  const configuration = parse(json, json.length);
  expect(configuration.report.lines().join()).toBe("");
  return configuration.plan;
}

describe("many ids", () => {
  test("come to what a request of each comes to", () => {
    const plan = planOf(RULES);
    const ids: string[] = ["0005", "x", "y", "test-1", "bot-1", "nobody", "é", "a", "bb", "ccc"];
    const ends = new StaticArray<u32>(ids.length);
    for (let i = 0, end = 0; i < ids.length; ++i) ends[i] = end += bytes(ids[i]).length;
    const values: Array<StaticArray<u8> | null> = [null];
    const rows = decideIds(plan, values, bytes(ids.join("")), ends);
    const tagValues = tagValuesOf(plan);
    expect(rows.length).toBe(ids.length * (2 + 2 * 3));
    for (let i = 0; i < ids.length; ++i) {
      const request = decideGiven(plan, values, bytes(ids[i]));
      for (let j = 0; j < 2; ++j) {
        const number = rows[8 * i + j];
        expect(tagValues[number]).toBe(request.tagValues[j], ids[i]);
      }
      for (let j = 0; j < 3; ++j) {
        const bucket = plan.rules[j].bucket;
        const wanted = bucket === null ? NO_BUCKET : request.buckets[bucket.index];
        expect(rows[8 * i + 2 + 2 * j]).toBe(wanted, ids[i]);
        expect(rows[8 * i + 3 + 2 * j]).toBe(request.reasons[j], ids[i]);
      }
    }
    expect(rows[8 * 5 + 7]).toBe(Reason.Anonymous);
  });

  test("have words for the numbers in their rows, and every tag that they can get", () => {
    const json = bytes(RULES);
    const configuration = parse(json, json.length);
    const rows = idsOf(configuration, [null], bytes("0005"), [4]);
    expect(rowValues(configuration)[rows[0]]).toBe("v2");
    expect(rowValues(configuration)[rows[1]]).toBe("");
    expect(reasonNames()[rows[3]]).toBe("policy");
    expect(reasonNames()[rows[7]]).toBe("no-range");
    expect(possibleTags(configuration).join()).toBe("a,o1,a,p1,a,p2,a,v2,a,v3,a,v1,b,v2,b,v0");
  });

  test("of nobody are no rows", () => {
    expect(decideIds(planOf(RULES), [null], [], []).length).toBe(0);
  });
});
