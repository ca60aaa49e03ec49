import { fnv1a32 } from "../../../assembly/core/hash/fnv1a32";
import { fnv1a32After, fnv1a32Step } from "../../../assembly/core/hash/fnv1a32-after";
import { bytes } from "../given";

describe("fnv1a32After", () => {
  test("goes on where a hash ended", () => {
    const foobar = bytes("foobar");
    for (let i = 0; i <= 6; ++i) expect(fnv1a32After(fnv1a32(foobar, 0, i), foobar, i, 6)).toBe(0xbf9cf968);
    expect(fnv1a32Step(fnv1a32(foobar, 0, 5), 0x72)).toBe(0xbf9cf968);
  });
});
