import { Bytes, fromUtf8, hasStart, isSame, order, utf8 } from "../../../assembly/core/text/bytes";
import { bytes, textOf } from "../given";

describe("Bytes", () => {
  test("never grow: what has no room is left out, and that is said", () => {
    const all = new Bytes(5);
    all.append(bytes("abcdef"), 1, 4);
    all.push(0x65);
    expect(textOf(all.data, 0, all.length)).toBe("bcde");
    expect(all.isOver).toBe(false);
    all.append(bytes("xy"), 0, 2);
    expect(all.isOver).toBe(true);
    expect(textOf(all.data, 0, all.length)).toBe("bcde");
    all.cut(3);
    expect(all.isOver).toBe(false);
    all.append(bytes("yz"), 0, 2);
    expect(textOf(all.data, 0, all.length)).toBe("bcdyz");
    all.append(bytes(""), 0, 0);
    expect(all.isOver).toBe(false);
    all.push(0x66);
    expect(all.isOver).toBe(true);
    expect(all.data.length).toBe(5);
    all.clear();
    expect(all.length).toBe(0);
    expect(all.isOver).toBe(false);
  });
});

describe("isSame", () => {
  test("compares length and every byte", () => {
    const a = bytes("xabcx");
    const b = bytes("abcabd");
    expect(isSame(a, 1, 4, b, 0, 3)).toBe(true);
    expect(isSame(a, 1, 4, b, 3, 6)).toBe(false);
    expect(isSame(a, 1, 4, b, 0, 2)).toBe(false);
    expect(isSame(a, 0, 0, b, 6, 6)).toBe(true);
  });
});

class Pair {
  constructor(
    readonly a: string,
    readonly b: string,
    readonly wanted: i32,
  ) {}
}

describe("order", () => {
  test("is that of the bytes, and the shorter first", () => {
    const pairs = [
      new Pair("", "", 0),
      new Pair("abc", "abc", 0),
      new Pair("ab", "abc", -1),
      new Pair("abd", "abc", 1),
      new Pair("abc", "ac", -1),
      new Pair("é", "z", 1),
    ];
    for (let i = 0; i < pairs.length; ++i) {
      const a = bytes("?" + pairs[i].a + "?");
      const b = bytes("??" + pairs[i].b + "?");
      const found = order(a, 1, a.length - 1, b, 2, b.length - 1);
      expect(found == 0 ? 0 : found < 0 ? -1 : 1).toBe(pairs[i].wanted, pairs[i].a + " " + pairs[i].b);
    }
  });
});

describe("hasStart", () => {
  test("compares all of the prefix", () => {
    const given = bytes("?appver-a?");
    expect(hasStart(utf8("appver"), given, 1, 9)).toBe(true);
    expect(hasStart(utf8("appver-a"), given, 1, 9)).toBe(true);
    expect(hasStart(utf8("appver-a?"), given, 1, 9)).toBe(false);
    expect(hasStart(utf8("appvex"), given, 1, 9)).toBe(false);
    expect(hasStart(utf8(""), given, 1, 1)).toBe(true);
  });
});

describe("utf8", () => {
  test("gives the bytes of a text", () => {
    const given = utf8("é1");
    expect(given.length).toBe(3);
    expect(given[0]).toBe(0xc3);
    expect(given[1]).toBe(0xa9);
    expect(given[2]).toBe(0x31);
    expect(utf8("").length).toBe(0);
  });

  test("a text's in UTF-8, and back", () => {
    const bytes = utf8("é版");
    expect(bytes).toHaveLength(5);
    expect(fromUtf8(bytes)).toBe("é版");
    expect(fromUtf8(utf8(""))).toBe("");
  });
});
