import { isUtf8 } from "../../../assembly/core/text/utf8";

/** Whether the bytes, two hexadecimal digits each, are UTF-8. */
function isText(digits: string): bool {
  const given = new StaticArray<u8>(digits.length / 2 + 2);
  given[0] = given[given.length - 1] = 0xff;
  for (let i = 1; i < given.length - 1; ++i) given[i] = <u8>parseInt(digits.substring(2 * i - 2, 2 * i), 16);
  return isUtf8(given, 1, given.length - 1);
}

describe("isUtf8", () => {
  test("takes every character from the first of its length to the last", () => {
    const right = [
      "",
      "00",
      "7f",
      "c280",
      "dfbf",
      "e0a080",
      "e18080",
      "ecbfbf",
      "ed9fbf",
      "ee8080",
      "efbfbf",
      "f0908080",
      "f1808080",
      "f48fbfbf",
      "c3a941e794a8f09f988041",
    ];
    for (let i = 0; i < right.length; ++i) expect(isText(right[i])).toBe(true, right[i]);
  });

  test("takes no overlong form, surrogate, or character beyond the last, and none that is cut", () => {
    const wrong = [
      "80",
      "bf",
      "c0af",
      "c1bf",
      "c2",
      "c27f",
      "c2c0",
      "e09fbf",
      "e0a0",
      "e0a07f",
      "eda080",
      "e28228a1",
      "f08fbfbf",
      "f0908041",
      "f4908080",
      "f5808080",
      "ff",
      "41c3",
      "c3a9a9",
    ];
    for (let i = 0; i < wrong.length; ++i) expect(isText(wrong[i])).toBe(false, wrong[i]);
  });
});
