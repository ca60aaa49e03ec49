import { writeHex } from "../../../assembly/core/text/hex";
import { textOf } from "../given";

test("hexadecimal has two digits a byte, the high one first", () => {
  const to = new StaticArray<u8>(10).fill(0x2d);
  writeHex([0x09, 0xaf, 0xf0, 0xff], 3, to, 2);
  expect(textOf(to, 0, 10)).toBe("--09aff0--");
});
