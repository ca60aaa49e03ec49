import { decide } from "../../assembly/core/decide";
import { parse } from "../../assembly/core/gateway";
import { nextRead } from "../../assembly/core/next-read";
import { NO_SOURCE, Request } from "../../assembly/core/plan/request";
import { Asked } from "../../assembly/core/plan/slot";
import {
  isSameKey,
  headerKey,
  SourceKind,
  WrittenKey,
  WrittenSource,
} from "../../assembly/core/rule/written-key";
import { fromUtf8 } from "../../assembly/core/text/bytes";
import { bytes, textOf } from "./given";

const REST = ', "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]}]}';

/** What a request has: name, value, name, value, …. */
let given: string[] = [];
/** What was asked for. */
let asked: string = "";
let request = new Request();

/** The text that is hashed of a request under a rule that begins so; "-" for nothing. `room` is what is free behind values. */
function keyOf(rule: string, room: i32 = 100): string {
  const text = bytes('{"rules": [{' + rule + REST);
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join("\n")).toBe("");
  const plan = configuration.plan;
  request = new Request();
  request.fit(plan);
  let size = room;
  for (let i = 1; i < given.length; i += 2) size += bytes(given[i]).length;
  request.begin(plan, new StaticArray<u8>(size));
  asked = "";
  let read = nextRead(plan, request);
  while (read !== null) {
    const name = fromUtf8(read.name).replaceAll("\0", "/");
    asked += (read.asked == Asked.Property ? "/" : "") + name + " ";
    const at = given.indexOf(name);
    if (at < 0) request.miss(read.index);
    else {
      const value = bytes(given[at + 1]);
      for (let i = 0; i < value.length; ++i) request.bytes[request.free + i] = value[i];
      request.take(read.index, value.length);
    }
    read = nextRead(plan, request);
  }
  decide(plan, request);
  const source = request.sources[0];
  expect(request.tagValues[0] === null).toBe(source == NO_SOURCE);
  if (source == NO_SOURCE) return "-";
  const slot = plan.keys[0].sources[source].index;
  return textOf(request.bytes, request.starts[slot], request.ends[slot]);
}

const LIST = '"key": [{"header": "X-User-Id"}, {"cookie": "sid"}, {"queryParam": "u"}]';
const CLAIM = "metadata/filter_metadata/envoy.filters.http.jwt_authn/payload/";

describe("a key", () => {
  test("is the first source that the request has, and the others are not asked for", () => {
    given = ["x-user-id", "a", "cookie", "sid=b"];
    expect(keyOf(LIST)).toBe("a");
    expect(asked).toBe("x-user-id ");
    given = ["x-user-id", "", "cookie", "x=1; sid=b"];
    expect(keyOf(LIST)).toBe("b");
    expect(asked).toBe("x-user-id cookie ");
    given = [":path", "/?u=c"];
    expect(keyOf(LIST)).toBe("c");
    given = [":path", "/?v=c"];
    expect(keyOf(LIST)).toBe("-");
    expect(asked).toBe("x-user-id cookie :path ");
  });

  test("asks once for what two sources are cut of", () => {
    given = ["cookie", "b=2"];
    expect(keyOf('"key": [{"cookie": "a"}, {"cookie": "b"}]')).toBe("2");
    expect(asked).toBe("cookie ");
  });

  test("shares a source with another key", () => {
    given = ["cookie", "b=2"];
    const other = '"key": [{"cookie": "b"}, {"cookie": "a"}]' + REST.substring(0, REST.length - 2);
    expect(keyOf(other + ', {"key": [{"cookie": "b"}]')).toBe("2");
    expect(asked).toBe("cookie ");
  });

  test("may be the host", () => {
    given = [":authority", "shop.example"];
    expect(keyOf('"key": [{"header": "Host"}]')).toBe("shop.example");
  });

  test("is what a capture takes", () => {
    given = ["x-user-id", "user:17;"];
    expect(keyOf('"key": [{"header": "x-user-id", "capture": "user:([0-9]+)"}]')).toBe("17");
    expect(keyOf('"key": [{"header": "x-user-id", "capture": "guest:([0-9]+)"}]')).toBe("-");
    expect(keyOf('"key": [{"header": "x-user-id", "capture": "user|(x)"}]')).toBe("-");
  });

  test("is no placeholder", () => {
    given = ["x-user-id", "null", "cookie", "sid=anonymous"];
    expect(keyOf(LIST + ', "placeholders": ["anonymous"]')).toBe("null");
    expect(keyOf(LIST + ', "placeholders": ["anonymous", "null"]')).toBe("-");
  });
});

describe("a decoded parameter", () => {
  test("stands behind all values, where there is room", () => {
    given = [":path", "/?u=a%20b"];
    expect(keyOf('"key": [{"queryParam": "u"}]')).toBe("a b");
    expect(keyOf('"key": [{"queryParam": "u"}]', 5)).toBe("a b");
    expect(keyOf('"key": [{"queryParam": "u"}]', 4)).toBe("-");
  });
});

describe("joined sources", () => {
  const both = '"key": [{"all": [{"header": "a"}, {"header": "b"}]}]';

  test("have U+001F between them", () => {
    given = ["a", "1", "b", "2"];
    expect(keyOf(both)).toBe("1\x1f2");
    expect(keyOf(both, 3)).toBe("1\x1f2");
    expect(keyOf(both, 2)).toBe("-");
  });

  test("must all be there, and none may have a U+001F or be a placeholder", () => {
    given = ["b", "2"];
    expect(keyOf(both)).toBe("-");
    expect(asked).toBe("a ");
    given = ["a", "1", "b", ""];
    expect(keyOf(both)).toBe("-");
    given = ["a", "1", "c", "3"];
    expect(keyOf('"key": [{"all": [{"header": "a"}, {"header": "b"}]}, {"header": "c"}]')).toBe("3");
    given = ["a", "1\x1f", "b", "2"];
    expect(keyOf(both)).toBe("-");
    given = ["a", "1", "b", "null"];
    expect(keyOf(both + ', "placeholders": ["null"]')).toBe("-");
  });

  test("may be captured", () => {
    given = ["a", "1", "b", "2"];
    expect(keyOf('"key": [{"all": [{"header": "a"}, {"header": "b"}], "capture": "^(.)"}]')).toBe("1");
  });
});

describe("a claim", () => {
  test("is a text", () => {
    given = [CLAIM + "sub", "0005"];
    expect(keyOf('"key": [{"claim": "sub"}]')).toBe("0005");
    given = [CLAIM + "org/id", "acme"];
    expect(keyOf('"key": [{"claim": "org.id"}]')).toBe("acme");
    expect(asked).toBe("/" + CLAIM + "org/id ");
  });

  test("or a whole number below 2^44, in decimal", () => {
    given = [CLAIM + "sub", "\0\0\0\0\0\0\0\0"];
    expect(keyOf('"key": [{"claim": "sub"}]')).toBe("0");
    expect(keyOf('"key": [{"claim": "sub"}]', 13)).toBe("-");
    given = [CLAIM + "sub", "\0\0\0\0\0\0E@"]; // 42
    expect(keyOf('"key": [{"claim": "sub"}]')).toBe("42");
    given = [CLAIM + "sub", "\0\0\0\0\0\0pB"]; // 2^40
    expect(keyOf('"key": [{"claim": "sub"}]')).toBe("1099511627776");
  });

  test("and nothing else", () => {
    const others = [
      "\x01",
      "\0\0\0\0\0\0\x04@",
      "\0\0\0\0\0\0\x24B",
      "\0\0\0\0\0\0\x40C",
      "\x01\0\0\0\x01\0\0\0a\0",
    ];
    for (let i = 0; i < others.length; ++i) {
      given = [CLAIM + "sub", others[i]];
      expect(keyOf('"key": [{"claim": "sub"}]')).toBe(i == 2 ? "42949672960" : "-", i.toString());
    }
  });
});

describe("an address", () => {
  test("is the client's, without its port", () => {
    const addresses = ["10.0.0.1:8080", "[2001:db8::1]:443", "10.0.0.1", ":80", "@pipe"];
    const keys = ["10.0.0.1", "2001:db8::1", "-", "-", "-"];
    for (let i = 0; i < addresses.length; ++i) {
      given = ["source/address", addresses[i]];
      expect(keyOf('"key": [{"address": "client"}]')).toBe(keys[i], addresses[i]);
    }
  });
});

describe("a property", () => {
  test("is asked for by its path", () => {
    given = ["connection/mtls", "yes"];
    expect(keyOf('"key": [{"property": ["connection", "mtls"]}]')).toBe("yes");
    expect(asked).toBe("/connection/mtls ");
  });
});

describe("two keys", () => {
  test("are the same where all of them is", () => {
    const one = headerKey("a");
    expect(isSameKey(one, headerKey("a"))).toBe(true);
    expect(isSameKey(one, headerKey("b"))).toBe(false);
    expect(isSameKey(one, headerKey(""))).toBe(false);
    const other = headerKey("a");
    other.placeholders = ["x"];
    expect(isSameKey(one, other)).toBe(false);
    one.placeholders = ["y"];
    expect(isSameKey(one, other)).toBe(false);
    const joined = new WrittenKey();
    joined.sources.push(new WrittenSource(SourceKind.All, ""));
    joined.sources[0].parts.push(new WrittenSource(SourceKind.Cookie, "a"));
    expect(isSameKey(joined, joined)).toBe(true);
  });
});

/** The errors of a rule that begins so. */
