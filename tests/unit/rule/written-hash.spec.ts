import { Engine, isSameHash, WrittenHash } from "../../../assembly/core/rule/written-hash";

describe("two hashes", () => {
  test("are the same where all of them is", () => {
    const one = new WrittenHash(Engine.Flagd, "a", 1);
    expect(isSameHash(one, new WrittenHash(Engine.Flagd, "a", 1))).toBe(true);
    expect(isSameHash(one, new WrittenHash(Engine.Salted, "a", 1))).toBe(false, "the engine");
    expect(isSameHash(one, new WrittenHash(Engine.Flagd, "b", 1))).toBe(false, "the text");
    expect(isSameHash(one, new WrittenHash(Engine.Flagd, "a", 2))).toBe(false, "the seed");
  });

  test("of which one is the plain one", () => {
    const other = new WrittenHash(Engine.Salted, "");
    expect(isSameHash(null, null)).toBe(true);
    expect(isSameHash(null, other)).toBe(false);
    expect(isSameHash(other, null)).toBe(false);
  });
});
