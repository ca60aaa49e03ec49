import { explain } from "../../assembly/core/explain";
import { parse } from "../../assembly/core/gateway";
import { decideGiven } from "../../assembly/core/given-request";
import { fromUtf8 } from "../../assembly/core/text/bytes";
import { JsonText } from "../../assembly/core/text/json-text";
import { bytes, textOf } from "./given";

const REST =
  '"header": "x-user-id", "modulo": 1, "tagHeader": "t", "policies": [{"range": 1, "tagValue": "v"}]}';

/** What is said of a rule that begins so, for a request with these values: name, value, name, value, … */
function explained(rule: string, given: string[]): string {
  const text = bytes('{"rules": [{' + rule + ", " + REST + "]}");
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join()).toBe("");
  const plan = configuration.plan;
  const values = new Array<StaticArray<u8> | null>(plan.reads.length).fill(null);
  for (let i = 0; i < values.length; ++i) {
    const at = given.indexOf(fromUtf8(plan.reads[i].name));
    if (at >= 0) values[i] = bytes(given[at + 1]);
  }
  const json = new JsonText(1 << 16);
  expect(explain(plan, decideGiven(plan, values, null), json)).toBe(true);
  return textOf(json.bytes.data, 0, json.bytes.length);
}

function expectIn(text: string, part: string): void {
  expect(text.includes(part)).toBe(true, text);
}

/** What is said of a match with this one condition. */
function ofCondition(condition: string, given: string[]): string {
  return explained('"match": [{' + condition + "}]", given);
}

function held(conditions: string): string {
  return '"match":{"alternative":0,"conditions":[' + conditions + "]}";
}

function missed(conditions: string): string {
  return '"match":{"alternative":null,"conditions":[' + conditions + "]}";
}

describe("the conditions in an explanation", () => {
  test("have the name of what is compared, as in the file", () => {
    const given = [":authority", "shop:80", ":path", "/a?q=1", ":method", "GET", "cookie", "c=1", "x-a", "1"];
    const conditions: string[] = [
      '"authority": {"exact": "shop"}',
      '"uri": {"exact": "/a"}',
      '"method": {"exact": "GET"}',
      '"headers": {"X-A": {"exact": "1"}}',
      '"cookies": {"c": {"exact": "1"}}',
      '"queryParams": {"q": {"exact": "1"}}',
    ];
    const shown: string[] = [
      '"authority","exact":"shop","ignoreCase":true,"value":"shop"',
      '"uri","exact":"/a","value":"/a"',
      '"method","exact":"GET","value":"GET"',
      '"headers.x-a","exact":"1","value":"1"',
      '"cookies.c","exact":"1","value":"1"',
      '"queryParams.q","exact":"1","value":"1"',
    ];
    for (let i = 0; i < conditions.length; ++i) {
      expectIn(ofCondition(conditions[i], given), held('{"condition":' + shown[i] + "}"));
    }
  });

  test("have how it is compared, and with what", () => {
    const tests: string[] = [
      '"prefix": "b"',
      '"suffix": "b"',
      '"contains": "b"',
      '"regex": "b+"',
      '"exact": "B", "ignoreCase": true',
      '"in": ["b", "c"]',
      '"in": ["b", "c", "d", "e", "f"]',
      '"present": false',
    ];
    const shown: string[] = [
      '"prefix":"b"',
      '"suffix":"b"',
      '"contains":"b"',
      '"regex":"b+"',
      '"exact":"b","ignoreCase":true',
      '"in":["b","c"]',
      '"in":["b","c","d"],"more":2',
      '"present":false',
    ];
    for (let i = 0; i < tests.length; ++i) {
      const text = ofCondition('"headers": {"x-a": {' + tests[i] + "}}", ["x-a", "ax"]);
      expectIn(text, missed('{"condition":"headers.x-a",' + shown[i] + ',"value":"ax"}'));
      expectIn(text, '"reason":"no-match"');
    }
    const present = ofCondition('"headers": {"x-a": {"present": true}}', []);
    expectIn(present, missed('{"condition":"headers.x-a","present":true,"value":null}'));
  });

  test("show the one at which each alternative failed, and all of the one that held", () => {
    const match =
      '"match": [{"method": {"exact": "PUT"}, "headers": {"x-a": {"exact": "1"}}}, {"method": {"exact": "GET"}, "headers": {"x-a": {"exact": "2"}}}]';
    const method = '{"condition":"method","exact":"PUT","value":"GET"}';
    const header = '{"condition":"headers.x-a","exact":"2","value":"1"}';
    expectIn(explained(match, [":method", "GET", "x-a", "1"]), missed(method + "," + header));
    const second =
      '"match":{"alternative":1,"conditions":[{"condition":"method","exact":"GET","value":"GET"},{"condition":"headers.x-a","exact":"2","value":"2"}]}';
    expectIn(explained(match, [":method", "GET", "x-a", "2"]), second);
  });

  test("show no more than eight", () => {
    const many: string[] = [];
    for (let i = 0; i < 10; ++i) many.push('{"headers": {"x-a": {"exact": "' + i.toString() + '"}}}');
    const text = explained('"match": [' + many.join(", ") + "]", ["x-a", "z"]);
    expectIn(text, '"exact":"7","value":"z"}],"more":2}');
    expect(text.includes('"exact":"8"')).toBe(false);
  });

  test("are those of unless, after a match that holds", () => {
    const rule =
      '"match": [{"headers": {"x-a": {"present": true}}}], "unless": [{"headers": {"x-b": {"exact": "1"}}}]';
    const condition = '[{"condition":"headers.x-b","exact":"1","value":"1"}]';
    const text = explained(rule, ["x-a", "", "x-b", "1"]);
    expectIn(text, held('{"condition":"headers.x-a","present":true,"value":""}'));
    expectIn(text, '"unless":{"alternative":0,"conditions":' + condition + "}");
    expect(explained(rule, []).includes('"unless"')).toBe(false);
    expectIn(explained(rule, ["x-a", "1"]), '"unless":{"alternative":null,');
  });

  test("are those of the overrides that were asked, the last eight", () => {
    const overrides: string[] = [];
    for (let i = 0; i < 10; ++i) {
      overrides.push('{"match": [{"headers": {"x-a": {"exact": "' + i.toString() + '"}}}], "tagValue": "o"}');
    }
    const rule = '"overrides": [' + overrides.join(", ") + "]";
    const first = explained(rule, ["x-a", "0"]);
    expectIn(first, '"overrides":[{"override":0,"alternative":0,"conditions":[');
    expect(first.includes('"override":1,')).toBe(false);
    expectIn(explained(rule, []), '"overrides":[{"override":2,"alternative":null,');
  });

  test("have 256 bytes of a value, in hexadecimal too where it is no UTF-8", () => {
    const long = ofCondition('"headers": {"x-a": {"contains": "a"}}', ["x-a", "a".repeat(300)]);
    expectIn(long, '"value":"' + "a".repeat(256) + '","valueBytes":300}');
    const text = bytes('{"rules": [{"match": [{"headers": {"x-a": {"present": true}}}], ' + REST + "]}");
    const plan = parse(text, text.length).plan;
    const value = StaticArray.fromArray<u8>([0x61, 0xff]);
    const json = new JsonText(4096);
    explain(plan, decideGiven(plan, [null, value], null), json);
    expectIn(textOf(json.bytes.data, 0, json.bytes.length), '"value":"a\\ufffd","valueHex":"61ff"');
  });

  test("are not said of a rule that was not asked", () => {
    const other = '"enabled": false, "match": [{"method": {"exact": "GET"}}]';
    expect(explained(other, [":method", "GET"]).includes('"match"')).toBe(false);
  });
});
