import { MAX_NAME, MAX_VALUE, nameFault, tagNameFault, valueFault } from "../../../assembly/core/http/header";

class Row {
  constructor(
    readonly given: string,
    readonly wanted: string,
  ) {}
}

const OWN = " frames or addresses the request, so no tag may replace it; name a header of your own";
const TOKEN = ", which no header name may have; use letters, digits and -";
const CONTROL = " has a control character, which no header value may have; remove it";
const BLANK = " begins or ends with a blank; remove it";
const UNSEEN = " begins or ends with a character that shows nothing; remove it";
const HALF = " has half a surrogate pair, which is no character; remove it";
const X60 = "x".repeat(60);

const NAMES: Row[] = [
  new Row("x-user-id", ""),
  new Row("X", ""),
  new Row("09azAZ!#%&'-._`~", ""),
  new Row("x*", '"x*" is a pattern, and a name is taken as it stands; write a whole name'),
  new Row("host", ""),
  new Row("x".repeat(256), ""),
  new Row("x".repeat(257), '"' + X60 + '…" is longer than 256 characters; shorten it'),
  new Row("", '"" is empty; write a header name such as "x-user-id"'),
  new Row(":path", '":path" is a pseudo-header; name an ordinary header'),
  new Row(":authority", '":authority" is a pseudo-header; name "host"'),
  new Row(":", '":" is a pseudo-header; name an ordinary header'),
  new Row("x:y", '"x:y" has ":"' + TOKEN),
  new Row("x y", '"x y" has " "' + TOKEN),
  new Row(" x", '" x" has " "' + TOKEN),
  new Row("x\n", '"x\\u000a" has "\\u000a"' + TOKEN),
  new Row("x\u0000", '"x\\u0000" has "\\u0000"' + TOKEN),
  new Row("x\u007f", '"x\\u007f" has "\\u007f"' + TOKEN),
  new Row("x{", '"x{" has "{"' + TOKEN),
  new Row("é", '"é" has "é"' + TOKEN),
  new Row("x\u0161", '"x\u0161" has "\u0161"' + TOKEN), // 0x161 is "a" in its low byte
  new Row("x\u2078", '"x\u2078" has "\u2078"' + TOKEN),
];

const SEPARATORS = '"(),/:;<=>?@[\\]{}';

const RESERVED = [
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

const VALUES: Row[] = [
  new Row("v2", ""),
  new Row("a b\tc", ""),
  new Row("~\u0080\u00a0\u200dé用", ""),
  new Row("\u00a0v2", '"\\u00a0v2"' + UNSEEN),
  new Row("v2\u3000", '"v2\\u3000"' + UNSEEN),
  new Row("\u009fv2", '"\\u009fv2"' + UNSEEN),
  new Row("\udb40\udc01v2", '"\\udb40\\udc01v2"' + UNSEEN),
  new Row("v2\udb40\udc01", '"v2\\udb40\\udc01"' + UNSEEN),
  new Row("\ufeff", '"\\ufeff"' + UNSEEN),
  new Row("😀", ""),
  new Row("\ud800\udc00\udbff\udfff", ""),
  new Row("x".repeat(1024), ""),
  new Row("x".repeat(1025), '"' + X60 + '…" is longer than 1024 characters; shorten it'),
  new Row("", '"" is empty; write a value, or range 0 to tag nobody'),
  new Row(" ", '" "' + BLANK),
  new Row(" v2", '" v2"' + BLANK),
  new Row("v2 ", '"v2 "' + BLANK),
  new Row("\tv2", '"\\u0009v2"' + BLANK),
  new Row("v2\t", '"v2\\u0009"' + BLANK),
  new Row("v2\n", '"v2\\u000a"' + CONTROL),
  new Row("v2\r\nx-admin: 1", '"v2\\u000d\\u000ax-admin: 1"' + CONTROL),
  new Row("\u0000", '"\\u0000"' + CONTROL),
  new Row("a\u001fb", '"a\\u001fb"' + CONTROL),
  new Row("a\u007fb", '"a\\u007fb"' + CONTROL),
  new Row("a\ud83d", '"a\\ud83d"' + HALF),
  new Row("\ud83da", '"\\ud83da"' + HALF),
  new Row("\ud83d\ud83d\ude00", '"\\ud83d\\ud83d\\ude00"' + HALF),
  new Row("a\ude00", '"a\\ude00"' + HALF),
  new Row("😀\ude00", '"\\ud83d\\ude00\\ude00"' + HALF),
];

describe("header", () => {
  test("nameFault: a token of at most 256 characters", () => {
    expect(MAX_NAME).toBe(256);
    for (let i = 0; i < NAMES.length; ++i) expect(nameFault(NAMES[i].given)).toBe(NAMES[i].wanted);
  });

  test("nameFault: no separator", () => {
    for (let i = 0; i < SEPARATORS.length; ++i) {
      expect(nameFault("x" + SEPARATORS.charAt(i)).endsWith(TOKEN)).toBe(true, SEPARATORS.charAt(i));
    }
  });

  test("tagNameFault: an ordinary header that frames nothing", () => {
    expect(tagNameFault("appver-a")).toBe("");
    expect(tagNameFault("hosts")).toBe("");
    expect(tagNameFault(":path")).toBe('":path" is a pseudo-header; name an ordinary header');
    expect(tagNameFault(":authority")).toBe('":authority"' + OWN);
    for (let i = 0; i < RESERVED.length; ++i) {
      expect(tagNameFault(RESERVED[i])).toBe('"' + RESERVED[i] + '"' + OWN);
      expect(nameFault(RESERVED[i])).toBe("", "may be hashed: " + RESERVED[i]);
    }
  });

  test("valueFault: a field value of at most 1,024 characters", () => {
    expect(MAX_VALUE).toBe(1024);
    for (let i = 0; i < VALUES.length; ++i) expect(valueFault(VALUES[i].given)).toBe(VALUES[i].wanted);
  });
});
