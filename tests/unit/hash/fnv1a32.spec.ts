import { fnv1a32 } from "../../../assembly/core/hash/fnv1a32";
import { bytes } from "../given";

class Vector {
  constructor(
    readonly value: string,
    readonly hash: u32,
  ) {}
}

const VECTORS: Vector[] = [
  new Vector("", 0x811c9dc5),
  new Vector("a", 0xe40c292c),
  new Vector("ab", 0x4d2505ca),
  new Vector("abc", 0x1a47e90b),
  new Vector("foobar", 0xbf9cf968),
  new Vector("0001", 0xb4edd142),
  new Vector("0005", 0xb0edcaf6),
  new Vector("é", 0x1e9de8c1),
  new Vector(" 0005 ", 0x7dd3faf0),
];

describe("fnv1a32", () => {
  test("gives the published hashes, over UTF-8", () => {
    for (let i = 0; i < VECTORS.length; ++i) {
      const value = bytes(VECTORS[i].value);
      expect(fnv1a32(value, 0, value.length)).toBe(VECTORS[i].hash, VECTORS[i].value);
    }
  });

  test("gives the articles' users their buckets of 100", () => {
    const users = ["0001", "0002", "0003", "0004", "0005"];
    const buckets: u32[] = [82, 63, 44, 25, 6];
    for (let i = 0; i < users.length; ++i) {
      expect(fnv1a32(bytes(users[i]), 0, 4) % 100).toBe(buckets[i], users[i]);
    }
  });

  test("takes bytes that are no text", () => {
    const value: StaticArray<u8> = [0xff, 0x00, 0x80];
    expect(fnv1a32(value, 0, 1)).toBe(0x7a0b824e, "ff");
    expect(fnv1a32(value, 0, 3)).toBe(0xa36cd47e, "ff 00 80");
  });

  test("looks at the bytes from start to end only", () => {
    expect(fnv1a32(bytes("foobar and more"), 0, 6)).toBe(0xbf9cf968);
    expect(fnv1a32(bytes("a foobar and more"), 2, 8)).toBe(0xbf9cf968);
    expect(fnv1a32(bytes("foobar"), 3, 3)).toBe(0x811c9dc5);
  });
});
