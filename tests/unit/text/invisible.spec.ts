import { isInvisible } from "../../../assembly/core/text/invisible";

describe("isInvisible", () => {
  test("takes in the ends of its ranges, and nothing beside them", () => {
    const unseen = [
      0x00, 0x20, 0x7f, 0xa0, 0xad, 0x200b, 0x200f, 0x2028, 0x2069, 0x3000, 0xfeff, 0x1d17a, 0xe0000, 0xe0fff,
    ];
    for (let i = 0; i < unseen.length; ++i) expect(isInvisible(unseen[i])).toBe(true, unseen[i].toString(16));
    const seen = [
      0x21, 0x7e, 0xa1, 0xac, 0xae, 0x2010, 0x2027, 0x2030, 0x3001, 0xfefe, 0x1d17b, 0xdffff, 0xe1000,
      0x10ffff,
    ];
    for (let i = 0; i < seen.length; ++i) expect(isInvisible(seen[i])).toBe(false, seen[i].toString(16));
  });
});
