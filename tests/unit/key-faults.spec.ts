import { parse } from "../../assembly/core/gateway";
import { bytes } from "./given";

const REST = ', "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]}]}';

function errorsOf(rule: string): string {
  const text = bytes('{"rules": [{' + rule + REST);
  return parse(text, text.length).report.lines().join("\n").replaceAll("rules[0].", "");
}

class Fault {
  constructor(
    readonly rule: string,
    readonly error: string,
  ) {}
}

const FAULTS: Fault[] = [
  new Fault('"key": []', "key: an empty list; write where the user's id stands"),
  new Fault('"key": {}', "key: an object is not a list; write one"),
  new Fault(
    '"key": [1]',
    "key[0]: 1 is not an object; write its fields header, cookie, queryParam, claim, property, address, all, capture",
  ),
  new Fault(
    '"key": [{}]',
    "key[0]: names no source; write one of header, cookie, queryParam, claim, property, address, all",
  ),
  new Fault(
    '"key": [{"x": 1}]',
    "key[0].x: unknown field; the fields here are header, cookie, queryParam, claim, property, address, all, capture",
  ),
  new Fault('"key": [{"cookie": "a", "header": "b"}]', "key[0]: names header and cookie; keep one"),
  new Fault('"header": "a", "key": [{"cookie": "a"}]', "header: means nothing beside key; keep one of them"),
  new Fault(
    '"key": [{"header": 7}]',
    'key[0].header: 7 is not a string; put it in quotes exactly as it is written, "7"',
  ),
  new Fault('"key": [{"header": ""}]', 'key[0].header: "" is empty; write a header name such as "x-user-id"'),
  new Fault('"key": [{"queryParam": ""}]', 'key[0].queryParam: "" is empty; write a name'),
  new Fault('"key": [{"cookie": ""}]', 'key[0].cookie: "" is empty; write a name'),
  new Fault(
    '"key": [{"cookie": "a;"}]',
    'key[0].cookie: "a;" has ";", which no cookie\'s name may have; remove it',
  ),
  new Fault(
    '"key": [{"claim": "a."}]',
    'key[0].claim: "a." has nothing before, behind or between dots; write a claim such as sub or org.id',
  ),
  new Fault(
    '"key": [{"address": "peer"}]',
    'key[0].address: "peer" is no address that is known; write client',
  ),
  new Fault('"key": [{"property": 1}]', "key[0].property: 1 is not a list; write one"),
  new Fault(
    '"key": [{"property": []}]',
    "key[0].property: an empty list; write the parts of the property's path",
  ),
  new Fault('"key": [{"property": [""]}]', 'key[0].property[0]: "" is empty; write a part of the path'),
  new Fault('"key": [{"property": ["a\\u0000"]}]', 'key[0].property[0]: "a\\u0000" has a NUL; remove it'),
  new Fault(
    '"key": [{"property": [1]}]',
    'key[0].property[0]: 1 is not a string; put it in quotes exactly as it is written, "1"',
  ),
  new Fault('"key": [{"all": 1}]', "key[0].all: 1 is not a list; write one"),
  new Fault(
    '"key": [{"all": [{}]}]',
    "key[0].all: joins less than two sources; write those to join\nkey[0].all[0]: names no source; write one of header, cookie, queryParam, claim, property, address",
  ),
  new Fault(
    '"key": [{"cookie": "a", "capture": 1}]',
    'key[0].capture: 1 is not a string; put it in quotes exactly as it is written, "1"',
  ),
  new Fault(
    '"key": [{"cookie": "a", "capture": "a"}]',
    'key[0].capture: "a": has no group; put ( ) around what to take',
  ),
  new Fault('"header": "a", "placeholders": [""]', 'placeholders[0]: "" counts as missing anyway; remove it'),
  new Fault('"header": "a", "placeholders": ["b", "b"]', 'placeholders[1]: "b" is there twice; keep one'),
  new Fault(
    '"header": "a", "placeholders": [1]',
    'placeholders[0]: 1 is not a string; put it in quotes exactly as it is written, "1"',
  ),
  new Fault('"header": "a", "placeholders": 1', "placeholders: 1 is not a list; write one"),
];

describe("a key that cannot be", () => {
  test("says where, what and how to mend it", () => {
    for (let i = 0; i < FAULTS.length; ++i)
      expect(errorsOf(FAULTS[i].rule)).toBe(FAULTS[i].error, FAULTS[i].rule);
  });

  test("is one with too many expressions", () => {
    const list: string[] = [];
    for (let i = 0; i < 8; ++i) list.push('{"cookie": "a", "capture": "(a)"}');
    const rules: string[] = [];
    for (let i = 0; i < 13; ++i) {
      rules.push(
        '{"key": [' +
          list.join() +
          '], "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]}',
      );
    }
    const text = bytes('{"rules": [' + rules.join() + "]}");
    expect(parse(text, text.length).report.lines().join("\n")).toBe(
      "rules[12].key[4].capture: is beyond the 100 regular expressions that a configuration may have",
    );
  });
});
