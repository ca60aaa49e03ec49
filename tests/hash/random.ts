/** Random numbers that a seed repeats: the generator xoshiro128** of Blackman and Vigna. */
export class Random {
  private readonly state: Uint32Array;

  constructor(seed: number) {
    this.state = Uint32Array.of(seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162);
    for (let i = 0; i < 20; ++i) this.u32();
  }

  /** In [0, 2^32). */
  u32(): number {
    const s = this.state as Uint32Array & [number, number, number, number];
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result >>> 0;
  }

  u64(): bigint {
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return this.u32() % limit;
  }

  /** Any bytes: mostly as many as an id has, at times more than several blocks of any algorithm. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.below(this.below(20) === 0 ? 400 : 48));
    for (let i = 0; i < bytes.length; ++i) bytes[i] = this.u32();
    return bytes;
  }

  /** Characters of one to four bytes, fewer than 80. */
  text(): string {
    const length = this.below(this.below(10) === 0 ? 80 : 20);
    return Array.from({ length }, () => this.character()).join("");
  }

  private character(): string {
    const [from, to] = RANGES[this.below(RANGES.length)]!;
    return String.fromCodePoint(from + this.below(to - from));
  }
}

const RANGES = [
  [0x20, 0x7f],
  [0x20, 0x7f],
  [0xa0, 0x800],
  [0x800, 0xd800],
  [0x10000, 0x110000],
] as const;
