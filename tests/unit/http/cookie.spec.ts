import { findCookie } from "../../../assembly/core/http/cookie";
import { Span } from "../../../assembly/core/text/span";
import { bytes, textOf } from "../given";

const span = new Span();

/** The cookie `name` of a header that stands among other bytes; "-" when there is none. */
function cookie(header: string, name: string): string {
  const given = bytes("sid=before;" + header + ";sid=behind");
  const isFound = findCookie(given, 11, given.length - 11, bytes(name), span);
  return isFound ? textOf(given, span.start, span.end) : "-";
}

describe("a cookie", () => {
  test("is found by its whole name, in its letter case", () => {
    expect(cookie("theme=dark; sid=abc; lang=de", "sid")).toBe("abc");
    expect(cookie("theme=dark; sid=abc; lang=de", "lang")).toBe("de");
    expect(cookie("theme=dark; sid=abc; lang=de", "theme")).toBe("dark");
    expect(cookie("theme=dark; sid=abc; lang=de", "si")).toBe("-");
    expect(cookie("xsid=abc; sidx=def; SID=ghi", "sid")).toBe("-");
    expect(cookie("theme=sid=abc", "sid")).toBe("-");
    expect(cookie("", "sid")).toBe("-");
    expect(cookie(";;; ;", "sid")).toBe("-");
  });

  test("is the first of several of its name, though that is empty", () => {
    expect(cookie("sid=one; sid=two", "sid")).toBe("one");
    expect(cookie("sid=; sid=two", "sid")).toBe("");
  });

  test("has a value that goes to the semicolon, equals signs and all", () => {
    expect(cookie("sid=a=b==", "sid")).toBe("a=b==");
    expect(cookie('sid="a;b"', "sid")).toBe('"a');
  });

  test("needs an equals sign", () => {
    expect(cookie("sid", "sid")).toBe("-");
    expect(cookie("sid; sid=abc", "sid")).toBe("abc");
    expect(cookie("=abc; sid=def", "sid")).toBe("def");
  });

  test("stands among blanks that are not of it", () => {
    expect(cookie("a=1;sid=abc;b=2", "sid")).toBe("abc");
    expect(cookie("a=1; \t sid \t= \t a c \t ;b=2", "sid")).toBe("a c");
    expect(cookie("sid= ", "sid")).toBe("");
    expect(cookie(" =x; sid=abc", "sid")).toBe("abc");
  });

  test("loses one pair of quotes around its value", () => {
    expect(cookie('sid="abc"', "sid")).toBe("abc");
    expect(cookie('sid= "a c" ; b=2', "sid")).toBe("a c");
    expect(cookie('sid=""', "sid")).toBe("");
    expect(cookie('sid=""abc""', "sid")).toBe('"abc"');
    expect(cookie('sid="', "sid")).toBe('"');
    expect(cookie('sid="abc', "sid")).toBe('"abc');
    expect(cookie('sid=abc"', "sid")).toBe('abc"');
  });

  test("may have any bytes", () => {
    expect(cookie("用户=é", "用户")).toBe("é");
  });
});
