import { Sha } from "../../../assembly/core/hash/sha";
import { Sha1 } from "../../../assembly/core/hash/sha1";
import { Sha256 } from "../../../assembly/core/hash/sha256";
import { bytes } from "../given";

// NIST's examples for FIPS 180-4: one block, two blocks, and a long message.
const MESSAGES: string[] = [
  "",
  "abc",
  "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
  "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
];
const SHA1: u64[] = [0xda39a3ee5e6b4b0d, 0xa9993e364706816a, 0x84983e441c3bd26e, 0xa49b2446a02c645b];
const SHA256: u64[] = [0xe3b0c44298fc1c14, 0xba7816bf8f01cfea, 0x248d6a61d20638b8, 0xcf5b16a778af8380];

function check(make: (prefix: StaticArray<u8>) => Sha, hashes: u64[]): void {
  for (let i = 0; i < MESSAGES.length; ++i) {
    for (let end = 0; end <= MESSAGES[i].length; ++end) {
      const rest = bytes("<" + MESSAGES[i].substring(end) + ">");
      const hash = make(bytes(MESSAGES[i].substring(0, end)));
      for (let j = 0; j < 2; ++j) expect(hash.of(rest, 1, rest.length - 1)).toBe(hashes[i], MESSAGES[i]);
    }
  }
}

describe("Sha", () => {
  test("1 gives the published hashes, wherever the prefix ends, again and again", () => {
    check((prefix) => new Sha1(prefix), SHA1);
  });

  test("256 gives the published hashes, wherever the prefix ends, again and again", () => {
    check((prefix) => new Sha256(prefix), SHA256);
  });

  test("of a million letters", () => {
    const letters = new StaticArray<u8>(1000000);
    letters.fill(0x61);
    expect(new Sha1([]).of(letters, 0, letters.length)).toBe(0x34aa973cd4c4daa4);
    expect(new Sha256([]).of(letters, 0, letters.length)).toBe(0xcdc76e5c9914fb92);
  });
});
