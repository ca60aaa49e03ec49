import { Murmur3 } from "../../../assembly/core/hash/murmur3";
import { bytes } from "../given";

class Vector {
  constructor(
    readonly value: string,
    readonly seed: u32,
    readonly hash: u32,
  ) {}
}

// https://en.wikipedia.org/wiki/MurmurHash, test vectors; the last from splitio/javascript-commons, murmur3-sample-data-v2.
const VECTORS: Vector[] = [
  new Vector("", 0, 0),
  new Vector("", 1, 0x514e28b7),
  new Vector("test", 0, 0xba6bd213),
  new Vector("test", 0x9747b28c, 0x704b81dc),
  new Vector("Hello, world!", 0, 0xc0363e43),
  new Vector("Hello, world!", 0x9747b28c, 0x24884cba),
  new Vector("The quick brown fox jumps over the lazy dog", 0, 0x2e4ff723),
  new Vector("The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd),
  new Vector("aUfEsdPN1twuEjff9Sl", 467569525, 2488980051),
];

describe("Murmur3", () => {
  test("gives the published hashes, wherever the prefix ends", () => {
    for (let i = 0; i < VECTORS.length; ++i) {
      const vector = VECTORS[i];
      for (let end = 0; end <= vector.value.length; ++end) {
        const hash = new Murmur3(vector.seed, bytes(vector.value.substring(0, end)));
        const rest = bytes(vector.value.substring(end));
        expect(hash.of(rest, 0, rest.length)).toBe(vector.hash, vector.value);
      }
    }
  });

  test("looks at the bytes from start to end only, again and again", () => {
    const hash = new Murmur3(0, bytes("Hello"));
    const value = bytes("<, world!>");
    for (let i = 0; i < 2; ++i) expect(hash.of(value, 1, 9)).toBe(0xc0363e43);
  });
});
