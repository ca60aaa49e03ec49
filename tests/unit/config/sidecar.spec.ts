import { MAX_BYTES } from "../../../assembly/core/config/document";
import { ChainId } from "../../../assembly/core/correlation/chain-id";
import { Correlation, Direction, parse, Propagation } from "../../../assembly/core/config/sidecar";
import { MAX_SLOT } from "../../../assembly/core/correlation/slot";
import { bytes, textOf } from "../given";

function reportOf(text: string): string {
  const given = bytes(text);
  return parse(given, given.length).report.lines().join("\n");
}

function propagationOf(text: string): Propagation {
  const given = bytes(text);
  const configuration = parse(given, given.length);
  expect(configuration.report.lines().join("\n")).toBe("");
  return configuration.propagation;
}

function correlationOf(fields: string): Correlation {
  return propagationOf('{"headers":["a"],' + fields + "}").correlation!;
}

function namesOf(names: StaticArray<u8>[]): string {
  return names.map<string>((name) => textOf(name, 0, name.length)).join(" ");
}

class Row {
  constructor(
    readonly text: string,
    readonly wanted: string,
  ) {}
}

const ALL = "correlate, direction, headerPrefix, headerPrefixes, headers, maxBytes, maxEntries, ttl";
const UNQUOTED = " is not a string; put it in quotes exactly as it is written, ";
const MISSING = "headers: missing; name the tag headers here, or their beginnings in headerPrefixes";
const CORRELATE = ' is neither "x-request-id" nor "traceparent"; write one of them';
const DIRECTION = ' is neither "inbound" nor "outbound"; without the field the listener says which it is';

const REPORTS: Row[] = [
  new Row("", "not JSON: expected a value at byte 0, found the end"),
  new Row("7", "7 is not an object; write its fields " + ALL),
  new Row("{}", MISSING),
  new Row('{"headers":[],"headerPrefixes":[]}', MISSING),
  new Row('{"headers":["a"],"header":"b"}', 'header: unknown field; did you mean "headers"?'),
  new Row('{"headers":"a"}', 'headers: "a" is not a list; write one'),
  new Row('{"headers":["a",7]}', "headers[1]: 7" + UNQUOTED + '"7"'),
  new Row('{"headers":[["a"]]}', "headers[0]: a list is not a string; write a name"),
  new Row('{"headers":["a","b","A"]}', 'headers[2]: "A" is there twice; keep one'),
  new Row(
    '{"headers":["baggage"]}',
    'headers[0]: "baggage" carries the chain itself and is no tag; remove it',
  ),
  new Row('{"headerPrefix":true}', "headerPrefix: true" + UNQUOTED + '"true"'),
  new Row('{"headerPrefix":{}}', "headerPrefix: an object is not a string; write a name"),
  new Row(
    '{"headerPrefix":"a b"}',
    'headerPrefix: "a b" has " ", which no header name may have; use letters, digits and -',
  ),
  new Row(
    '{"headerPrefix":["appver","x-"]}',
    'headerPrefix[1]: "x-" takes in "x-request-id", which is no tag; write a longer one, or name headers',
  ),
  new Row(
    '{"headerPrefix":"a","headerPrefixes":["appver"]}',
    "headerPrefix: stands beside headerPrefixes; keep one of them",
  ),
  new Row('{"headers":["a"],"direction":"in"}', 'direction: "in"' + DIRECTION),
  new Row('{"headers":["a"],"direction":1}', "direction: 1" + DIRECTION),
  new Row('{"headers":["a"],"correlate":"x-b3-traceid"}', 'correlate: "x-b3-traceid"' + CORRELATE),
  new Row('{"headers":["a"],"correlate":null}', "correlate: null" + CORRELATE),
  new Row('{"headers":["a"],"ttl":5}', "ttl: means nothing without correlate; remove it"),
  new Row(
    '{"headers":["a"],"maxEntries":64,"maxBytes":65536}',
    "maxEntries: means nothing without correlate; remove it\nmaxBytes: means nothing without correlate; remove it",
  ),
  new Row(
    '{"headers":["a"],"correlate":"traceparent","ttl":0,"maxEntries":7,"maxBytes":255}',
    "ttl: 0 is out of range; write a whole number from 1 to 3600\n" +
      "maxEntries: 7 is out of range; write a whole number from 8 to 1048576\n" +
      "maxBytes: 255 is out of range; write a whole number from 256 to 268435456",
  ),
  new Row(
    '{"headers":["a"],"correlate":"traceparent","ttl":3601,"maxEntries":1048577,"maxBytes":268435457}',
    "ttl: 3601 is out of range; write a whole number from 1 to 3600\n" +
      "maxEntries: 1048577 is out of range; write a whole number from 8 to 1048576\n" +
      "maxBytes: 268435457 is out of range; write a whole number from 256 to 268435456",
  ),
  new Row(
    '{"headers":["a"],"correlate":"traceparent","ttl":"60","maxEntries":99.5}',
    'ttl: "60" is not a number; write a whole number from 1 to 3600\n' +
      "maxEntries: 99.5 is not whole; write a whole number from 8 to 1048576",
  ),
  new Row(
    '{"headers":["a"],"correlate":"traceparent","maxBytes":65536}',
    "maxBytes: 65536 is too little for 16384 entries; raise it to at least 524288",
  ),
];

describe("parse", () => {
  test("reports every fault where it stands", () => {
    for (let i = 0; i < REPORTS.length; ++i) expect(reportOf(REPORTS[i].text)).toBe(REPORTS[i].wanted);
  });

  test("takes names and prefixes in lower case, headerPrefix as a list or as one", () => {
    const both = propagationOf('{"headers":["Version","b"],"headerPrefixes":["AppVer"]}');
    expect(namesOf(both.selection.names)).toBe("version b");
    expect(namesOf(both.selection.prefixes)).toBe("appver");
    expect(namesOf(propagationOf('{"headerPrefix":"appver"}').selection.prefixes)).toBe("appver");
    expect(namesOf(propagationOf('{"headerPrefix":["a1","b1"]}').selection.prefixes)).toBe("a1 b1");
  });

  test("takes 64 names, and a text of 1 MiB", () => {
    const names: string[] = [];
    for (let i = 0; i < 64; ++i) names.push('"n' + i.toString() + '"');
    const text = '{"headers":[' + names.join(",") + "]}";
    expect(reportOf(text)).toBe("");
    expect(reportOf(text.replace("]", ',"n64"]'))).toBe("headers: a list of 65; the most is 64");
    expect(reportOf(text + " ".repeat(MAX_BYTES - text.length))).toBe("");
    expect(reportOf(text + " ".repeat(MAX_BYTES - text.length + 1))).toBe(
      "the configuration has 1048577 bytes; the most is 1048576",
    );
  });

  test("takes the direction, or leaves it to the listener", () => {
    expect(propagationOf('{"headers":["a"]}').direction).toBe(Direction.Unspecified);
    expect(propagationOf('{"headers":["a"],"direction":"inbound"}').direction).toBe(Direction.Inbound);
    expect(propagationOf('{"headers":["a"],"direction":"outbound"}').direction).toBe(Direction.Outbound);
  });

  test("remembers nothing unless told to, then within bounds", () => {
    expect(propagationOf('{"headers":["a"]}').correlation === null).toBe(true);
    const usual = correlationOf('"correlate":"X-Request-Id"');
    expect(usual.chainId).toBe(ChainId.RequestId);
    expect(textOf(usual.header, 0, usual.header.length)).toBe("x-request-id");
    expect(usual.ttl).toBe(60_000_000_000);
    expect(usual.slots).toBe(2048);
    expect(usual.slotBytes).toBe(2048);
    const own = correlationOf('"correlate":"traceparent","ttl":3600,"maxEntries":1e2,"maxBytes":1048576.0');
    expect(own.chainId).toBe(ChainId.TraceId);
    expect(textOf(own.header, 0, own.header.length)).toBe("traceparent");
    expect(own.ttl).toBe(3_600_000_000_000);
    expect(own.slots).toBe(12);
    expect(MAX_SLOT).toBe(8 * (12 + 4 + 128 + 8192));
    expect(own.slotBytes).toBe(MAX_SLOT, "of 87,381");
    expect(own.fingerprint).toBe(usual.fingerprint);
    const other = propagationOf('{"headers":["b"],"correlate":"traceparent"}').correlation!;
    expect(other.fingerprint).not.toBe(usual.fingerprint);
  });
});
