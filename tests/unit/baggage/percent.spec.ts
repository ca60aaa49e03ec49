import { Bytes } from "../../../assembly/core/text/bytes";
import { decode, encode } from "../../../assembly/core/baggage/percent";
import { bytes, textOf } from "../given";

function encoded(text: string): string {
  const given = bytes(text);
  const to = new Bytes(1024);
  encode(given, 0, given.length, to);
  return textOf(to.data, 0, to.length);
}

function decoded(text: string): string {
  const given = bytes(text);
  const to = new Bytes(1024);
  decode(given, 0, given.length, to);
  return textOf(to.data, 0, to.length);
}

class Row {
  constructor(
    readonly plain: string,
    readonly encoded: string,
  ) {}
}

const ROWS: Row[] = [
  new Row("", ""),
  new Row("v2", "v2"),
  new Row("DF 28", "DF%2028"),
  new Row("a,b;c=d", "a%2Cb%3Bc=d"),
  new Row("100%", "100%25"),
  new Row('"\\', "%22%5C"),
  new Row("é用", "%C3%A9%E7%94%A8"),
  new Row("\t\u007f", "%09%7F"),
  new Row("!#$&'()*-./:<=>?@[]^_`{|}~", "!#$&'()*-./:<=>?@[]^_`{|}~"),
  new Row("a+b", "a%2Bb"),
];

describe("percent-encoding", () => {
  test("leaves what baggage may hold, and comes back as it was", () => {
    for (let i = 0; i < ROWS.length; ++i) {
      expect(encoded(ROWS[i].plain)).toBe(ROWS[i].encoded);
      expect(decoded(ROWS[i].encoded)).toBe(ROWS[i].plain);
    }
  });

  test("keeps every byte, also what is no UTF-8", () => {
    const all = new StaticArray<u8>(256);
    for (let i = 0; i < 256; ++i) all[i] = <u8>i;
    const coded = new Bytes(1024);
    encode(all, 0, 256, coded);
    const back = new Bytes(1024);
    decode(coded.data, 0, coded.length, back);
    expect(back.length).toBe(256);
    for (let i = 0; i < 256; ++i) expect(back.data[i]).toBe(<u8>i);
  });

  test("reads digits of either case, and a percent sign without digits as itself", () => {
    expect(decoded("%2c%2C%c3%A9")).toBe(",,é");
    expect(decoded("%")).toBe("%");
    expect(decoded("%2")).toBe("%2");
    expect(decoded("a%zzb%1gc%g1")).toBe("a%zzb%1gc%g1");
    expect(decoded("%%41")).toBe("%A");
    expect(decoded("+")).toBe("+");
  });

  test("takes only the part that it is given", () => {
    const given = bytes("ab%41cd");
    const to = new Bytes(1024);
    decode(given, 1, 4, to);
    expect(textOf(to.data, 0, to.length)).toBe("b%4");
  });
});
