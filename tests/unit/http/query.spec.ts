import { decodeParameter, findParameter, isEncoded, pathEnd } from "../../../assembly/core/http/query";
import { Span } from "../../../assembly/core/text/span";
import { bytes, textOf } from "../given";

const span = new Span();
const room = new StaticArray<u8>(100);

/** The path of a :path that stands among other bytes. */
function path(text: string): string {
  const given = bytes("/?#" + text + "?#/");
  return textOf(given, 3, pathEnd(given, 3, given.length - 3));
}

/** The parameter `name`, decoded; "-" when there is none. */
function parameter(text: string, name: string): string {
  const given = bytes("?id=before&" + text + "&id=behind");
  if (!findParameter(given, 11, given.length - 10, bytes(name), span)) return "-";
  const written = textOf(given, span.start, span.end);
  const length = decodeParameter(given, span, room, 7);
  const read = textOf(room, 7, 7 + length);
  if (!isEncoded(given, span)) expect(read).toBe(written);
  return read;
}

describe("a path", () => {
  test("ends where the query begins, or a fragment", () => {
    expect(path("/api/users")).toBe("/api/users");
    expect(path("/api?a=1?b")).toBe("/api");
    expect(path("/api#a?b")).toBe("/api");
    expect(path("?a")).toBe("");
    expect(path("*")).toBe("*");
    expect(path("")).toBe("");
  });
});

describe("a query parameter", () => {
  test("is found by its whole name, in its letter case", () => {
    expect(parameter("/?a=1&id=17&b=2", "id")).toBe("17");
    expect(parameter("/?a=1&id=17&b=2", "a")).toBe("1");
    expect(parameter("/?a=1&id=17&b=2", "b")).toBe("2");
    expect(parameter("/?ID=1&xid=2&idx=3&i=4", "id")).toBe("-");
    expect(parameter("/id=1", "id")).toBe("-");
    expect(parameter("/", "id")).toBe("-");
    expect(parameter("", "id")).toBe("-");
    expect(parameter("/?", "id")).toBe("-");
    expect(parameter("/?&&", "id")).toBe("-");
  });

  test("is the first of several of its name, though that is empty", () => {
    expect(parameter("/?id=1&id=2", "id")).toBe("1");
    expect(parameter("/?id=&id=2", "id")).toBe("");
    expect(parameter("/?id&id=2", "id")).toBe("");
    expect(parameter("/?id", "id")).toBe("");
  });

  test("has a value that goes to the next &", () => {
    expect(parameter("/?id=a=b?c;id=d", "id")).toBe("a=b?c;id=d");
    expect(parameter("/?a=1;id=2", "id")).toBe("-");
  });

  test("stands before a fragment", () => {
    expect(parameter("/?id=1#2", "id")).toBe("1");
    expect(parameter("/?a=1#&id=1", "id")).toBe("-");
    expect(parameter("/#?id=1", "id")).toBe("-");
  });

  test("is decoded", () => {
    expect(parameter("/?id=%E7%94%A8%e6%88%b7", "id")).toBe("用户");
    expect(parameter("/?id=a+b%2Bc", "id")).toBe("a b+c");
    expect(parameter("/?id=%26%3d%23", "id")).toBe("&=#");
    expect(parameter("/?id=100%&b", "id")).toBe("100%");
    expect(parameter("/?id=%4&1", "id")).toBe("%4");
    expect(parameter("/?id=%zz%%41", "id")).toBe("%zz%A");
  });

  test("has a name that is decoded too", () => {
    expect(parameter("/?%69d=17", "id")).toBe("17");
    expect(parameter("/?user+id=17", "user id")).toBe("17");
    expect(parameter("/?%E7%94%A8=17", "用")).toBe("17");
    expect(parameter("/?%69=17", "id")).toBe("-");
    expect(parameter("/?%3=17", "%3")).toBe("17");
  });

  test("tells what is written as it reads", () => {
    const given = bytes("ab%41+");
    const answers = [false, true, true];
    const ends = [2, 3, 6];
    for (let i = 0; i < ends.length; ++i) {
      span.set(0, ends[i]);
      expect(isEncoded(given, span)).toBe(answers[i]);
    }
    span.set(5, 6);
    expect(isEncoded(given, span)).toBe(true, "+");
  });
});
