import { choose } from "../../../assembly/core/decide";
import { parse } from "../../../assembly/core/gateway";
import { MOST_SERIES, Tally } from "../../../assembly/core/metrics/tally";
import { Plan } from "../../../assembly/core/plan/plan";
import { Answer, NO_BUCKET, Reason, Request } from "../../../assembly/core/plan/request";
import { bytes } from "../given";

const request = new Request();

function planOf(rules: string): Plan {
  const text = bytes('{"metrics": true, "rules": [' + rules + "]}");
  const configuration = parse(text, text.length);
  expect(configuration.report.count).toBe(0);
  request.fit(configuration.plan);
  return configuration.plan;
}

/** Counts a request whose key is in this bucket of every rule. */
function count(plan: Plan, tally: Tally, bucket: u32): void {
  for (let i = 0; i < plan.buckets; ++i) request.buckets[i] = bucket;
  choose(plan, request);
  tally.count(request);
}

/** The series that have counted something. */
function counted(tally: Tally): string {
  const lines: string[] = [];
  for (let i = 0; i < tally.names.length; ++i) {
    if (tally.counts[i] > 0) lines.push(tally.names[i] + " " + tally.counts[i].toString());
  }
  return lines.join("\n");
}

const RULE = '{"header": "h", "tagHeader": "t", "modulo": 100';
const TWO = ', "policies": [{"range": 10, "tagValue": "x"}, {"range": 20, "tagValue": "y"}]';

describe("a tally", () => {
  test("counts each outcome of each rule", () => {
    const plan = planOf(
      RULE + TWO + "}, " + RULE + TWO + ', "defaultTagValue": "d", "anonymousTagValue": "a"}',
    );
    const tally = new Tally(plan, "p");
    expect(counted(tally)).toBe("");
    const buckets: u32[] = [5, 15, 15, 25, NO_BUCKET];
    for (let i = 0; i < buckets.length; ++i) count(plan, tally, buckets[i]);
    expect(counted(tally)).toBe(
      [
        "plugin=.=p;.;rule=.=t;.;reason=.=policy;.;tag_value=.=x;.;hash_tagging_requests 1",
        "plugin=.=p;.;rule=.=t;.;reason=.=policy;.;tag_value=.=y;.;hash_tagging_requests 2",
        "plugin=.=p;.;rule=.=t;.;reason=.=no-range;.;hash_tagging_requests 1",
        "plugin=.=p;.;rule=.=t;.;reason=.=no-key;.;hash_tagging_requests 1",
        "plugin=.=p;.;rule=.=t_2;.;reason=.=not-asked;.;hash_tagging_requests 3",
        "plugin=.=p;.;rule=.=t_2;.;reason=.=default;.;tag_value=.=d;.;hash_tagging_requests 1",
        "plugin=.=p;.;rule=.=t_2;.;reason=.=anonymous;.;tag_value=.=a;.;hash_tagging_requests 1",
      ].join("\n"),
    );
  });

  test("counts a rule that is off, and takes steps of one tag value together", () => {
    const twice = ', "policies": [{"range": 10, "tagValue": "x"}, {"range": 20, "tagValue": "x"}]}';
    const plan = planOf(RULE + ', "name": "n"' + twice + ", " + RULE + ', "enabled": false' + twice);
    const tally = new Tally(plan, "");
    count(plan, tally, 5);
    count(plan, tally, 15);
    count(plan, tally, 25);
    expect(counted(tally)).toBe(
      [
        "rule=.=n;.;reason=.=policy;.;tag_value=.=x;.;hash_tagging_requests 2",
        "rule=.=n;.;reason=.=no-range;.;hash_tagging_requests 1",
        "rule=.=t;.;reason=.=not-asked;.;hash_tagging_requests 2",
        "rule=.=t;.;reason=.=off;.;hash_tagging_requests 1",
      ].join("\n"),
    );
  });

  test("counts where a rule does not apply, and each override", () => {
    const plan = planOf(
      RULE +
        ', "match": [{"headers": {"a": {"exact": "1"}}}], "overrides": [' +
        '{"match": [{"headers": {"b": {"exact": "1"}}}], "tagValue": null},' +
        '{"match": [{"headers": {"c": {"exact": "1"}}}], "tagValue": "o"}]' +
        TWO +
        "}",
    );
    const tally = new Tally(plan, "");
    request.answers[0] = <u8>Answer.No;
    request.answers[1] = <u8>Answer.No;
    request.answers[2] = <u8>Answer.Yes;
    count(plan, tally, 5);
    request.answers[0] = <u8>Answer.Yes;
    count(plan, tally, 5);
    count(plan, tally, 5);
    request.answers[1] = <u8>Answer.Yes;
    count(plan, tally, 5);
    expect(counted(tally)).toBe(
      [
        "rule=.=t;.;reason=.=no-match;.;hash_tagging_requests 1",
        "rule=.=t;.;reason=.=override;.;hash_tagging_requests 1",
        "rule=.=t;.;reason=.=override;.;tag_value=.=o;.;hash_tagging_requests 2",
      ].join("\n"),
    );
  });

  test("counts each pin", () => {
    const plan = planOf(
      RULE + ', "pins": [{"ids": ["a"], "tagValue": "o"}, {"ids": ["b"], "tagValue": null}]' + TWO + "}",
    );
    const tally = new Tally(plan, "");
    request.reasons[0] = <u8>Reason.Pin;
    request.steps[0] = 0;
    tally.count(request);
    request.steps[0] = 1;
    tally.count(request);
    expect(counted(tally)).toBe(
      [
        "rule=.=t;.;reason=.=pin;.;tag_value=.=o;.;hash_tagging_requests 1",
        "rule=.=t;.;reason=.=pin;.;hash_tagging_requests 1",
      ].join("\n"),
    );
  });

  test("counts nowhere what is no outcome of a rule", () => {
    const plan = planOf(RULE + TWO + "}");
    const tally = new Tally(plan, "p");
    request.reasons[0] = <u8>Reason.Off;
    tally.count(request);
    expect(counted(tally)).toBe("");
  });

  test("of too many outcomes counts what each rule tags", () => {
    const policies: string[] = [];
    for (let i = 1; i < MOST_SERIES; ++i) {
      policies.push('{"range": ' + i.toString() + ', "tagValue": "v' + i.toString() + '"}');
    }
    const plan = planOf(
      '{"header": "h", "tagHeader": "t", "modulo": 1000, "policies": [' + policies.join() + "]}",
    );
    const tally = new Tally(plan, "p");
    count(plan, tally, 5);
    count(plan, tally, 500);
    count(plan, tally, NO_BUCKET);
    expect(tally.names).toHaveLength(1);
    expect(counted(tally)).toBe("plugin=.=p;.;rule=.=t;.;reason=.=tagged;.;hash_tagging_requests 2");
  });
});
