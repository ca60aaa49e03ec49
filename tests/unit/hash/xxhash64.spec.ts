import { xxhash64 } from "../../../assembly/core/hash/xxhash64";
import { bytes } from "../given";

// The self-test of xxHash, cli/xsum_sanity_check.c: the first bytes of a made-up buffer, with two seeds.
const PRIME: u64 = 2654435761;
const LENGTHS: i32[] = [0, 1, 4, 14, 222];
const UNSEEDED: u64[] = [
  0xef46db3751d8e999, 0xe934a84adb052768, 0x9136a0dca57457ee, 0x8282dcc4994e35c8, 0xb641ae8cb691c174,
];
const SEEDED: u64[] = [
  0xac75fda2929b17ef, 0x5014607643a9b4c3, 0xcaab286bd8e9fdb5, 0xc3bd6bf63deb6df0, 0x20cb8ab7ae10c14a,
];

function buffer(): StaticArray<u8> {
  const made = new StaticArray<u8>(222);
  let generated = PRIME;
  for (let i = 0; i < made.length; ++i) {
    made[i] = <u8>(generated >> 56);
    generated *= 11400714785074694797;
  }
  return made;
}

describe("xxhash64", () => {
  test("gives the published hashes", () => {
    const made = buffer();
    for (let i = 0; i < LENGTHS.length; ++i) {
      expect(xxhash64(0, made, 0, LENGTHS[i])).toBe(UNSEEDED[i]);
      expect(xxhash64(PRIME, made, 0, LENGTHS[i])).toBe(SEEDED[i]);
    }
  });

  test("gives those of Envoy's tests, from start to end only", () => {
    expect(xxhash64(0, bytes("<foo>"), 1, 4)).toBe(3728699739546630719);
    expect(xxhash64(13221, bytes("hello"), 0, 5)).toBe(10451234660802341186);
  });
});
