import { decide } from "../../assembly/core/decide";
import { parse } from "../../assembly/core/gateway";
import { nextRead } from "../../assembly/core/next-read";
import { Plan } from "../../assembly/core/plan/plan";
import { Answer, Reason, Request } from "../../assembly/core/plan/request";
import { fromUtf8 } from "../../assembly/core/text/bytes";
import { bytes } from "./given";

const REST =
  '"header": "x-user-id", "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]';
const LAST =
  '{"header": "x-user-id", "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "last"}]}';

const request = new Request();

/** The plan of a rule that begins so, and of one more for the same tag header. */
function planOf(rule: string): Plan {
  const text = bytes('{"rules": [{' + rule + ", " + REST + "}, " + LAST + "]}");
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join("\n")).toBe("");
  return configuration.plan;
}

/** The tag of a request with a user's id and these headers: name, value, name, value, …; "-" for none. */
function tag(plan: Plan, given: string[]): string {
  const headers = ["x-user-id", "0005"].concat(given);
  request.fit(plan);
  request.begin(plan, new StaticArray<u8>(1000));
  let read = nextRead(plan, request);
  while (read !== null) {
    const at = headers.indexOf(fromUtf8(read.name));
    if (at < 0) request.miss(read.index);
    else {
      const value = bytes(headers[at + 1]);
      for (let i = 0; i < value.length; ++i) request.bytes[request.free + i] = value[i];
      request.take(read.index, value.length);
    }
    read = nextRead(plan, request);
  }
  decide(plan, request);
  const tagValue = request.tagValues[0];
  return tagValue === null ? "-" : fromUtf8(tagValue);
}

/** True when a rule with this one condition takes the request. */
function takes(condition: string, given: string[]): bool {
  return tag(planOf('"match": [{' + condition + "}]"), given) == "v";
}

function header(test: string): string {
  return '"headers": {"x-a": {' + test + "}}";
}

class Row {
  constructor(
    readonly test: string,
    readonly takes: string[],
    readonly leaves: string[],
  ) {}
}

const ROWS: Row[] = [
  new Row('"exact": "ab"', ["ab"], ["a", "abc", "AB", ""]),
  new Row('"prefix": "ab"', ["ab", "abc"], ["cab", "a"]),
  new Row('"suffix": "ab"', ["ab", "cab"], ["abc", "b"]),
  new Row('"contains": "ab"', ["ab", "cabc"], ["a.b", ""]),
  new Row('"in": ["ab", "c"]', ["ab", "c"], ["abc", ""]),
  new Row('"regex": "a|bc?"', ["a", "b", "bc"], ["ac", "B"]),
  new Row('"present": true', ["a", ""], []),
  new Row('"present": false', [], ["a", ""]),
  new Row('"exact": "aB", "ignoreCase": true', ["ab", "AB"], ["abc"]),
  new Row('"in": ["aB", "C"], "ignoreCase": true', ["ab", "c"], ["abc"]),
  new Row('"regex": "a|bc?", "ignoreCase": true', ["A", "BC"], ["ac"]),
  new Row('"exact": "aB", "ignoreCase": false', ["aB"], ["ab"]),
];

describe("a condition", () => {
  test("compares a value", () => {
    for (let i = 0; i < ROWS.length; ++i) {
      const row = ROWS[i];
      const takesMissing = row.test == '"present": false';
      expect(takes(header(row.test), [])).toBe(takesMissing, row.test);
      for (let j = 0; j < row.takes.length; ++j)
        expect(takes(header(row.test), ["x-a", row.takes[j]])).toBe(true, row.test + ": " + row.takes[j]);
      for (let j = 0; j < row.leaves.length; ++j)
        expect(takes(header(row.test), ["x-a", row.leaves[j]])).toBe(false, row.test + ": " + row.leaves[j]);
    }
  });

  test("of the host, without its port and in any letter case", () => {
    const given = [":authority", "Shop.example:80"];
    expect(takes('"authority": {"exact": "shop.EXAMPLE"}', given)).toBe(true);
    expect(takes('"headers": {"Host": {"exact": "shop.example"}}', given)).toBe(true);
    expect(takes('"authority": {"present": true}', given.slice(2))).toBe(false);
  });

  test("of the path, the method, a cookie and a parameter", () => {
    const given = [":path", "/api?q=a", ":method", "GET", "cookie", "b=c"];
    expect(takes('"uri": {"exact": "/api"}', given)).toBe(true);
    expect(takes('"method": {"exact": "GET"}', given)).toBe(true);
    expect(takes('"queryParams": {"q": {"exact": "a"}}', given)).toBe(true);
    expect(takes('"cookies": {"b": {"exact": "c"}}', given)).toBe(true);
  });
});

describe("a rule", () => {
  test("applies where all conditions of one alternative hold, and none of unless", () => {
    const plan = planOf(
      '"match": [{"headers": {"a": {"exact": "1"}, "b": {"exact": "1"}}}, {"headers": {"c": {"exact": "1"}}}],' +
        '"unless": [{"headers": {"d": {"exact": "1"}}}]',
    );
    expect(tag(plan, ["a", "1"])).toBe("last");
    expect(request.reasons[0]).toBe(<u8>Reason.NoMatch);
    expect(tag(plan, ["a", "1", "b", "1"])).toBe("v");
    expect(tag(plan, ["c", "1"])).toBe("v");
    expect(tag(plan, ["c", "1", "d", "1"])).toBe("last");
    expect(request.reasons[0]).toBe(<u8>Reason.NoMatch);
  });

  test("asks no more than it needs to know", () => {
    const plan = planOf('"match": [{"headers": {"a": {"exact": "1"}}}, {"headers": {"b": {"exact": "1"}}}]');
    tag(plan, ["a", "1", "b", "1"]);
    expect(request.answers[0]).toBe(<u8>Answer.Yes);
    expect(request.answers[1]).toBe(<u8>Answer.Unknown);
    tag(plan, ["a", "2", "b", "2"]);
    expect(request.answers[0]).toBe(<u8>Answer.No);
    expect(request.answers[1]).toBe(<u8>Answer.No);
  });

  test("shares what it asks with others", () => {
    const a = '{"headers": {"a": {"exact": "1"}}}';
    const others = [
      '{"headers": {"a": {"exact": "2"}}}',
      '{"headers": {"a": {"prefix": "1"}}}',
      '{"headers": {"a": {"exact": "1", "ignoreCase": true}}}',
      '{"headers": {"a": {"in": ["1", "2"]}}}',
      '{"cookies": {"a": {"exact": "1"}}}',
      '{"headers": {"b": {"exact": "1"}}}',
    ];
    expect(planOf('"match": [' + a + "], " + '"unless": [' + a + "]").conditions).toHaveLength(1);
    for (let i = 0; i < others.length; ++i) {
      const plan = planOf('"match": [' + a + "], " + '"unless": [' + others[i] + ", " + a + "]");
      expect(plan.conditions).toHaveLength(2, others[i]);
    }
  });

  test("that is off asks nothing", () => {
    const plan = planOf('"enabled": false, "match": [{"headers": {"a": {"exact": "1"}}}]');
    expect(plan.conditions).toHaveLength(0);
    expect(tag(plan, ["a", "1"])).toBe("last");
    expect(request.reasons[0]).toBe(<u8>Reason.Off);
  });
});

const OVERRIDES =
  '"overrides": [{"match": [{"headers": {"a": {"exact": "1"}}}], "tagValue": "o"},' +
  '{"match": [{"headers": {"b": {"exact": "1"}}}], "tagValue": null}]';

describe("an override", () => {
  test("decides before the bucket, in order, also that there is no tag", () => {
    const plan = planOf(OVERRIDES);
    expect(tag(plan, [])).toBe("v");
    expect(tag(plan, ["a", "1", "b", "1"])).toBe("o");
    expect(request.reasons[0]).toBe(<u8>Reason.Override);
    expect(request.steps[0]).toBe(0);
    expect(tag(plan, ["b", "1"])).toBe("-");
    expect(request.reasons[0]).toBe(<u8>Reason.Override);
    expect(request.steps[0]).toBe(1);
    expect(request.reasons[1]).toBe(<u8>Reason.NotAsked);
  });

  test("counts beside range 0", () => {
    const off =
      '"header": "x-user-id", "tagHeader": "t", "modulo": 1, "policies": [{"range": 0, "tagValue": "v"}]';
    const text = bytes('{"rules": [{' + OVERRIDES + ", " + off + "}]}");
    const plan = parse(text, text.length).plan;
    expect(tag(plan, ["a", "1"])).toBe("o");
    expect(tag(plan, [])).toBe("-");
  });
});
