import { readDebug } from "../../../assembly/core/config/debug";
import { Fields } from "../../../assembly/core/config/fields";
import { Report } from "../../../assembly/core/config/report";
import { Reserve } from "../../../assembly/core/rule/reserve";
import { json } from "../given";

/** What is said of `debug` with this value; of a good one its header and token. */
function read(value: string): string {
  const report = new Report();
  const fields = new Fields("", json('{"debug": ' + value + "}"), ["debug"], report);
  const reserve = new Reserve();
  reserve.prefixes.push("appver-");
  const debug = readDebug(fields, [], reserve, report);
  if (report.count > 0) return report.lines().join("\n");
  return debug === null ? "none" : debug.header + " " + debug.token;
}

const SHORT = " characters are too few; write a random text of at least 16";
const HEADER = 'debug.header: no header that may be taken away; write one such as "x-tag-debug"';

describe("debug", () => {
  test("is a header and a token", () => {
    expect(read('{"header": "X-Tag-Debug", "token": "0123456789abcdef"}')).toBe(
      "x-tag-debug 0123456789abcdef",
    );
    const report = new Report();
    expect(readDebug(new Fields("", json("{}"), ["debug"], report), [], new Reserve(), report)).toBe(null);
  });

  test("has a token that nobody guesses, and that every client can send", () => {
    expect(read('{"header": "x", "token": "0123456789abcde"}')).toBe("debug.token: 15" + SHORT);
    expect(read('{"header": "x", "token": ""}')).toBe("debug.token: 0" + SHORT);
    expect(read('{"header": "x", "token": 1234567890123456}')).toBe(
      "debug.token: not a string; put it in quotes",
    );
    const long = "debug.token: 257 characters; the most is 256";
    expect(read('{"header": "x", "token": "' + "x".repeat(257) + '"}')).toBe(long);
    const visible = "debug.token: only visible ASCII without blanks goes through every client; write that";
    expect(read('{"header": "x", "token": "0123456789 abcdef"}')).toBe(visible);
    expect(read('{"header": "x", "token": "0123456789abcdé00"}')).toBe(visible);
  });

  test("has a header that may be taken away", () => {
    const names: string[] = ['"host"', '""', '":path"', '"a b"', "7", "null"];
    for (let i = 0; i < names.length; ++i) {
      expect(read('{"header": ' + names[i] + ', "token": "0123456789abcdef"}')).toBe(HEADER, names[i]);
    }
  });

  test("has a header of its own", () => {
    const owned = 'debug.header: this is reserved by "appver-*"; name another header';
    expect(read('{"header": "appver-a", "token": "0123456789abcdef"}')).toBe(owned);
  });

  test("shows no value where something else stands in its place", () => {
    expect(read('"0123456789abcdef"')).toBe("debug: this is not an object; write its fields header, token");
    expect(read("{}")).toBe(
      "debug.header: missing; add the request header that carries the token\n" +
        "debug.token: missing; add a random text of at least 16 characters",
    );
  });
});
