import { fmix32 } from "../../../assembly/core/hash/fmix32";

describe("fmix32", () => {
  // MurmurHash3 of nothing is its finaliser of the seed: https://en.wikipedia.org/wiki/MurmurHash, test vectors.
  test("gives the published hashes", () => {
    expect(fmix32(0)).toBe(0);
    expect(fmix32(1)).toBe(0x514e28b7);
    expect(fmix32(0xffffffff)).toBe(0x81f16f39);
  });
});
