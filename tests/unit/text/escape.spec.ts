import { escapedAt } from "../../../assembly/core/text/escape";
import { bytes } from "../given";

function escaped(text: string): i32 {
  const given = bytes("%" + text + "0");
  return escapedAt(given, 0, given.length - 1);
}

describe("an escape", () => {
  test("is two hexadecimal digits of either case", () => {
    expect(escaped("00")).toBe(0);
    expect(escaped("2c")).toBe(0x2c);
    expect(escaped("2C")).toBe(0x2c);
    expect(escaped("fFf")).toBe(0xff);
  });

  test("is none without them, or where they do not end in time", () => {
    const none = ["", "4", "g1", "1g", "/0", ":0", "@0", "`0", "\u00e9"];
    for (let i = 0; i < none.length; ++i) expect(escaped(none[i])).toBe(-1, none[i]);
  });
});
