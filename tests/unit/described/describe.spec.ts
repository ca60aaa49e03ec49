import { describe as describeTo } from "../../../assembly/core/described/describe";
import { parse } from "../../../assembly/core/gateway";
import { JsonText } from "../../../assembly/core/text/json-text";
import { bytes, textOf } from "../given";

const REST = '"tagHeader": "t", "policies": [{"range": 1, "tagValue": "v"}]}';

function described(rules: string, room: i32 = 8192, more: string = ""): string {
  const text = bytes('{"rules": [' + rules + "]" + more + "}");
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join()).toBe("");
  configuration.plan.at(0);
  const json = new JsonText(room);
  if (!describeTo(configuration, json)) return "no room";
  return textOf(json.bytes.data, 0, json.bytes.length);
}

function expectIn(text: string, part: string): void {
  expect(text.includes(part)).toBe(true, text);
}

/** The steps of a rule with this hash. */
function steps(hash: string, modulo: string = '"modulo": 100, '): string {
  const text = described('{"header": "h", ' + hash + ", " + modulo + REST);
  const start = text.indexOf('"bucket":') + 9;
  return text.substring(start, text.indexOf("}", start) + 1);
}

function bucket(algorithm: string, seed: string, before: string, to: string, modulo: string): string {
  const text = '{"algorithm":"' + algorithm + '","seed":"' + seed + '","before":"' + before + '","after":"",';
  return text + '"then":"","to":"' + to + '","modulo":' + modulo + "}";
}

function sources(key: string): string {
  const text = described('{"key": [' + key + '], "modulo": 1, ' + REST);
  return text.substring(text.indexOf('"sources":') + 10, text.indexOf(',"placeholders"'));
}

describe("the description of rules", () => {
  test("has each part of a rule, in the order of the file", () => {
    const rule =
      '{"name": "n", "header": "H", "placeholders": ["-", "0"], "modulo": 100, "tagHeader": "T", ' +
      '"pins": [{"ids": ["a", "b"], "tagValue": null}, {"ids": ["c"], "tagValue": "p"}], ' +
      '"policies": [{"range": 10, "tagValue": "v"}, {"from": 20, "range": 30, "tagValue": "w"}], ' +
      '"defaultTagValue": "d", "anonymousTagValue": "a"}';
    const first =
      '{"rule":"n","path":"rules[0]","tagHeader":"t","key":{"sources":[{"kind":"header","name":"h","capture":"","parts":[]}],' +
      '"placeholders":["-","0"]},"bucket":{"algorithm":"fnv1a32","seed":"2166136261","before":"","after":"","then":"",' +
      '"to":"remainder","modulo":100},"match":null,"unless":null,"overrides":[],' +
      '"pins":[{"ids":["a","b"],"tagValue":null},{"ids":["c"],"tagValue":"p"}],' +
      '"policies":[{"from":0,"range":10,"tagValue":"v"},{"from":20,"range":30,"tagValue":"w"}],' +
      '"defaultTagValue":"d","anonymousTagValue":"a"}';
    const off = '{"header": "h", "enabled": false, "modulo": 1, ' + REST;
    const text = described(rule + ", " + off);
    expect(text.startsWith('{"rules":[' + first + ',{"rule":"t","path":"rules[1]",')).toBe(true, text);
    expectIn(text, '"bucket":null,');
    expect(text.endsWith('"defaultTagValue":null,"anonymousTagValue":null}]}')).toBe(true, text);
  });

  test("has ranges as they are at the moment", () => {
    const entry =
      '{"schedule": [{"at": "1970-01-01T00:00:00Z", "range": 5}, {"at": "1970-01-02T00:00:00Z", "range": 9}]';
    const rule =
      '{"header": "h", "modulo": 10, "tagHeader": "t", "policies": [' + entry + ', "tagValue": "v"}]}';
    expectIn(described(rule), '"policies":[{"from":0,"range":5,"tagValue":"v"}]');
  });

  test("says that it had no room", () => {
    expect(described('{"header": "h", "modulo": 1, ' + REST, 100)).toBe("no room");
  });

  test("has each condition, and whether it asks for the key", () => {
    const tests =
      '{"headers": {"h": {"in": ["a", "b"]}, "g": {"prefix": "p"}}}, {"headers": {"h": {"suffix": "S", "ignoreCase": true}}}, ' +
      '{"headers": {"h": {"contains": "c"}}}, {"headers": {"h": {"regex": "r"}}}, ' +
      '{"headers": {"h": {"present": true}}}, {"headers": {"h": {"present": false}}}';
    const overrides =
      '"overrides": [{"match": [{"uri": {"exact": "/"}}], "tagValue": null}, {"match": [{"authority": {"exact": "a"}}], "tagValue": "o"}]';
    const text = described(
      '{"header": "h", "match": [' +
        tests +
        '], "unless": [{"method": {"exact": "GET"}}], ' +
        overrides +
        ', "modulo": 1, ' +
        REST,
    );
    const ofKey = '{"source":{"kind":"header","name":"h","capture":"","parts":[]},"isOfKey":true,"test":"';
    const other = '{"source":{"kind":"header","name":"g","capture":"","parts":[]},"isOfKey":false,"test":"';
    expectIn(text, '"match":[[' + ofKey + 'in","isFolded":false,"texts":["a","b"]},' + other + 'prefix",');
    expectIn(text, "[" + ofKey + 'suffix","isFolded":true,"texts":["s"]}],[' + ofKey + 'contains"');
    expectIn(text, ofKey + 'regex","isFolded":false,"texts":["r"]}],[' + ofKey + 'present",');
    expectIn(
      text,
      ofKey + 'absent","isFolded":false,"texts":[]}]],"unless":[[{"source":{"kind":"header","name":":method"',
    );
    expectIn(text, '"overrides":[{"match":[[{"source":{"kind":"uri",');
    expectIn(text, '"tagValue":null},{"match":[[{"source":{"kind":"authority",');
  });

  test("has the sources of a key", () => {
    expect(sources('{"cookie": "c", "capture": "(x)"}')).toBe(
      '[{"kind":"cookie","name":"c","capture":"(x)","parts":[]}]',
    );
    const kinds = sources(
      '{"queryParam": "q"}, {"claim": "a.b"}, {"property": ["p"]}, {"address": "client"}',
    );
    expectIn(kinds, '{"kind":"queryParam","name":"q"');
    expectIn(kinds, '{"kind":"claim","name":"a\\u0000b"');
    expectIn(kinds, '{"kind":"property","name":"p"');
    expectIn(kinds, '{"kind":"address","name":');
    expectIn(
      sources('{"all": [{"header": "a"}, {"header": "b"}]}'),
      '"parts":[{"kind":"header","name":"a","capture":"","parts":[]},{"kind":"header","name":"b",',
    );
    const minted = described(
      '{"header": "h", "modulo": 1, ' + REST,
      8192,
      ', "anonymousId": {"cookie": "c"}',
    );
    expectIn(minted, '{"kind":"anonymousId","name":"","capture":"","parts":[]}');
  });

  test("has the steps of each hash", () => {
    const salted = steps('"salt": "s"');
    expectIn(salted, '{"algorithm":"fnv1a32","seed":"');
    expectIn(salted, '"then":"fmix32","to":"remainder","modulo":100}');
    expect(steps('"hash": {"unleash": {"groupId": "g"}}')).toBe(
      bucket("murmur3_32", "0", "g:", "remainder", "100"),
    );
    expect(steps('"hash": {"unleash": {"groupId": "g", "variants": true}}')).toBe(
      bucket("murmur3_32", "86028157", "g:", "remainder", "100"),
    );
    expect(steps('"hash": {"split": {"seed": -1}}')).toBe(
      bucket("murmur3_32", "4294967295", "", "remainder", "100"),
    );
    expect(steps('"hash": {"flagd": {"flagKey": "f"}}')).toBe(bucket("murmur3_32", "0", "f", "share", "100"));
    expectIn(
      steps('"hash": {"growthbook": {"seed": "s", "version": 1}}', ""),
      '"seed":"2166136261","before":"","after":"s"',
    );
    expectIn(
      steps('"hash": {"growthbook": {"seed": "s", "version": 2}}', ""),
      '"then":"digits","to":"remainder","modulo":10000}',
    );
    expect(steps('"hash": {"launchdarkly": {"key": "k", "salt": "s"}}', "")).toBe(
      bucket("sha1", "0", "k.s.", "hundredThousandths", "100000"),
    );
    expectIn(
      steps('"hash": {"goFeatureFlag": {"flag": "f"}}', '"modulo": 100000, '),
      '"then":"","to":"remainder","modulo":100000}',
    );
    expect(steps('"hash": {"envoy": {"seed": "18446744073709551615"}}')).toBe(
      bucket("xxhash64", "18446744073709551615", "", "remainder", "100"),
    );
    expect(steps('"hash": {"higress": {}}')).toBe(bucket("sha256", "0", "", "remainder", "100"));
  });
});
