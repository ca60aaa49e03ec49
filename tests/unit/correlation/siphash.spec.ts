import { Secret, siphash } from "../../../assembly/core/correlation/siphash";

// The reference's own vectors: the secret is 00 01 … 0f, the input 00 01 … of growing length.
const HASHES: u64[] = [
  0x726fdb47dd0e0e31, 0x74f839c593dc67fd, 0x0d6c8009d9a94f5a, 0x85676696d7fb7e2d, 0xcf2794e0277187b7,
  0x18765564cd99a68d, 0xcbc9466e58fee3ce, 0xab0200f58b01d137, 0x93f5f5799a932462, 0x9e0082df0ba9e4b0,
  0x7a5dbbc594ddb9f3, 0xf4b32f46226bada7, 0x751e8fbc860ee5fb, 0x14ea5627c0843d90, 0xf723ca908e7af2ee,
  0xa129ca6149be45e5, 0x3f2acc7f57c29bdb,
];

function counting(length: i32): StaticArray<u8> {
  const bytes = new StaticArray<u8>(length);
  for (let i = 0; i < length; ++i) bytes[i] = <u8>i;
  return bytes;
}

describe("siphash", () => {
  test("is SipHash-2-4", () => {
    const secret = new Secret(counting(16));
    for (let i = 0; i < HASHES.length; ++i) expect(siphash(secret, counting(16), i)).toBe(HASHES[i]);
  });
});
