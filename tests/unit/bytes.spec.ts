import { Bytes, bytesOf, isSame, utf8 } from "../../assembly/core/bytes";
import { bytes, textOf } from "./given";

describe("Bytes", () => {
  test("grow, and keep their room when they are cleared", () => {
    const all = new Bytes(2);
    all.append(bytes("abcdef"), 1, 4);
    expect(textOf(all.data, 0, all.length)).toBe("bcd");
    expect(all.data.length).toBe(4);
    all.push(0x65);
    all.push(0x66);
    expect(textOf(all.data, 0, all.length)).toBe("bcdef");
    expect(all.data.length).toBe(8);
    all.clear();
    expect(all.length).toBe(0);
    all.append(bytes("x".repeat(100)), 0, 100);
    expect(all.data.length).toBe(100);
    all.append(bytes(""), 0, 0);
    expect(all.length).toBe(100);
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

describe("utf8", () => {
  test("gives the bytes of a text", () => {
    const given = utf8("é1");
    expect(given.length).toBe(3);
    expect(given[0]).toBe(0xc3);
    expect(given[1]).toBe(0xa9);
    expect(given[2]).toBe(0x31);
    expect(utf8("").length).toBe(0);
  });

  test("an ArrayBuffer and its bytes are one", () => {
    const buffer = String.UTF8.encode("abc");
    expect(bytesOf(buffer).length).toBe(3);
    expect(bytesOf(buffer)[2]).toBe(0x63);
  });
});
