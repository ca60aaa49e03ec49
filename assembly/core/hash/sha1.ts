import { Sha } from "./sha";

const INITIAL: StaticArray<u32> = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
const ROUNDS = 80;

/** SHA-1 of a prefix and what follows it; only for buckets, never for secrets. Source: FIPS 180-4, §6.1. */
export class Sha1 extends Sha {
  constructor(prefix: StaticArray<u8>) {
    super(prefix, INITIAL, ROUNDS);
  }

  protected mix(): void {
    const words = this.words;
    for (let i = 16; i < ROUNDS; ++i) {
      const word = unchecked(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16]);
      unchecked((words[i] = rotl(word, 1)));
    }
    const state = this.state;
    let a = unchecked(state[0]);
    let b = unchecked(state[1]);
    let c = unchecked(state[2]);
    let d = unchecked(state[3]);
    let e = unchecked(state[4]);
    for (let i = 0; i < ROUNDS; ++i) {
      const next = rotl(a, 5) + sway(i, b, c, d) + e + unchecked(words[i]);
      e = d;
      d = c;
      c = rotl(b, 30);
      b = a;
      a = next;
    }
    unchecked((state[0] += a));
    unchecked((state[1] += b));
    unchecked((state[2] += c));
    unchecked((state[3] += d));
    unchecked((state[4] += e));
  }
}

/** The round's function of three words, and its constant. */
function sway(round: i32, b: u32, c: u32, d: u32): u32 {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
