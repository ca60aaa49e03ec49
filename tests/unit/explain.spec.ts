import { decide } from "../../assembly/core/decide";
import { explain } from "../../assembly/core/explain";
import { parse } from "../../assembly/core/gateway";
import { nextRead } from "../../assembly/core/next-read";
import { Plan } from "../../assembly/core/plan/plan";
import { Request } from "../../assembly/core/plan/request";
import { JsonText } from "../../assembly/core/text/json-text";
import { bytes, textOf } from "./given";

const request = new Request();

/** Decides a request in which every value that is asked for is `value`; "-" for a request without any. */
function decided(rules: string, value: StaticArray<u8>, isThere: bool = true): Plan {
  const text = bytes('{"rules": [' + rules + "]}");
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join()).toBe("");
  const plan = configuration.plan;
  request.fit(plan);
  const room = new StaticArray<u8>(8192);
  request.begin(plan, room);
  let read = nextRead(plan, request);
  while (read !== null) {
    if (isThere) {
      for (let i = 0; i < value.length; ++i) room[request.free + i] = value[i];
      request.take(read.index, value.length);
    } else request.miss(read.index);
    read = nextRead(plan, request);
  }
  decide(plan, request);
  return plan;
}

function explained(rules: string, value: StaticArray<u8>, isThere: bool = true): string {
  const json = new JsonText(4096);
  const plan = decided(rules, value, isThere);
  expect(explain(plan, request, json)).toBe(true);
  return textOf(json.bytes.data, 0, json.bytes.length);
}

function expectIn(text: string, part: string): void {
  expect(text.includes(part)).toBe(true, text);
}

const POLICIES = '"modulo": 100, "tagHeader": "t", "policies": [{"range": 10, "tagValue": "v"}]}';
const RULE = '{"header": "h", ' + POLICIES;
const START = '{"tagHeaders":[{"tagHeader":"t","tagValue":';
const END = '}]}],"isWhole":true}';

describe("the explanation of a request", () => {
  test("has reason, source, key, bucket and policy", () => {
    const why = '"reason":"policy","source":{"index":0,"header":"h"},"key":"0005","bucket":6,"modulo":100';
    const policy = ',"from":0,"range":10,"policy":0,"tagValue":"v"';
    expect(explained(RULE, bytes("0005"))).toBe(START + '"v","rules":[{"rule":"t",' + why + policy + END);
  });

  test("has null for what the request does not have, and the reason alone of a rule that is off", () => {
    const why =
      '"reason":"no-key","source":null,"key":null,"sought":[{"header":"h"}],"bucket":null,"modulo":100';
    expect(explained(RULE, bytes(""), false)).toBe(START + 'null,"rules":[{"rule":"t",' + why + END);
    const off = '{"enabled": false, "header": "h", ' + POLICIES;
    expect(explained(off, bytes("1"))).toBe(START + 'null,"rules":[{"rule":"t","reason":"off"' + END);
  });

  test("has every source that a request without a key was asked for", () => {
    const keys = '{"key": [{"claim": "a.b"}, {"cookie": "c"}], ';
    expectIn(explained(keys + POLICIES, bytes(""), false), '"sought":[{"claim":"a\\u0000b"},{"cookie":"c"}]');
  });

  test("has the gap around a bucket that is in no range", () => {
    const two =
      '"modulo": 100, "tagHeader": "t", "policies": [{"range": 3, "tagValue": "v"}, {"from": 50, "range": 60, "tagValue": "w"}]}';
    expectIn(
      explained('{"header": "h", ' + two, bytes("0005")),
      '"bucket":6,"modulo":100,"gap":{"from":3,"range":50}',
    );
    const byDefault = RULE.replace('"range": 10', '"range": 6').replace(
      '"tagHeader"',
      '"defaultTagValue": "d", "tagHeader"',
    );
    expectIn(explained(byDefault, bytes("0005")), '"reason":"default"');
    expectIn(explained(byDefault, bytes("0005")), '"gap":{"from":6,"range":100}');
    const later = RULE.replace('"range": 10', '"schedule": [{"at": "2030-01-01T00:00:00Z", "range": 10}]');
    expectIn(explained(later, bytes("0005")), '"gap":{"from":0,"range":100}');
  });

  test("says which override or pin decides, and that it gives no tag", () => {
    const pinned =
      '{"header": "h", "pins": [{"ids": ["x"], "tagValue": "p"}, {"ids": ["0005"], "tagValue": null}], ';
    expectIn(explained(pinned + POLICIES, bytes("0005")), '"reason":"pin"');
    expectIn(explained(pinned + POLICIES, bytes("0005")), '"pin":1,"tagValue":null');
    const overridden =
      '{"header": "h", "overrides": [{"match": [{"headers": {"h": {"exact": "0005"}}}], "tagValue": "o"}], ';
    expectIn(explained(overridden + POLICIES, bytes("0005")), '"override":0,"tagValue":"o"');
  });

  test("shows 256 bytes of a key, and those that are no UTF-8 in hexadecimal", () => {
    expectIn(explained(RULE, StaticArray.fromArray<u8>([0x61, 0xff])), '"key":"a\\ufffd","keyHex":"61ff"');
    const long = bytes("a".repeat(300));
    expectIn(explained(RULE, long), '"key":"' + "a".repeat(256) + '","keyBytes":300');
  });

  test("names each kind of source as the configuration does", () => {
    const sources: string[] = [
      '{"header": "x"}',
      '{"cookie": "x"}',
      '{"queryParam": "x"}',
      '{"claim": "x"}',
      '{"property": ["x"]}',
      '{"address": "client"}',
      '{"all": [{"header": "x"}, {"header": "y"}]}',
    ];
    const values: string[] = ["v", "x=v", "/?x=v", "v", "v", "10.0.0.1:80", "v"];
    const shown: string[] = [
      '"header":"x"',
      '"cookie":"x"',
      '"queryParam":"x"',
      '"claim":"x"',
      '"property":"x"',
      '"address":"',
      '"all":"',
    ];
    for (let i = 0; i < sources.length; ++i) {
      const text = explained('{"key": [' + sources[i] + "], " + POLICIES, bytes(values[i]));
      expectIn(text, '"source":{"index":0,' + shown[i]);
    }
  });

  test("leaves out what has no room, rule by rule and header by header, and stays whole JSON", () => {
    const rules = RULE + ", " + RULE + ", " + RULE.replace('"t"', '"u"');
    const plan = decided(rules, bytes("0005"));
    for (let room = 64; room < 1024; ++room) {
      const json = new JsonText(room);
      const isWhole = explain(plan, request, json);
      const text = textOf(json.bytes.data, 0, json.bytes.length);
      expect(json.bytes.isOver).toBe(false, room.toString());
      expect(text.endsWith(isWhole ? '],"isWhole":true}' : '],"isWhole":false}')).toBe(true, text);
      expect(depth(text)).toBe(0, text);
    }
  });
});

/** How many brackets are open at the end. */
function depth(text: string): i32 {
  let open = 0;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charAt(i);
    if (unit == "{" || unit == "[") ++open;
    else if (unit == "}" || unit == "]") --open;
  }
  return open;
}
