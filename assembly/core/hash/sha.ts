/** Bytes of a block. */
const BLOCK = 64;

/** 80 00 …, which ends what is hashed. */
const PADDING: StaticArray<u8> = new StaticArray<u8>(BLOCK);
PADDING[0] = 0x80;

/**
 * What SHA-1 and SHA-256 share: a prefix and what follows it, cut into blocks, each mixed into a state. The prefix's
 * whole blocks are mixed in once, when this is made; all room is made then, too. Source: FIPS 180-4, §5.
 */
export abstract class Sha {
  /** The state after the prefix's whole blocks. */
  private readonly prefixed: StaticArray<u32>;
  protected readonly state: StaticArray<u32>;
  /** The 16 words of the block, and behind them room for what an algorithm derives from them. */
  protected readonly words: StaticArray<u32>;
  /** The word that is being filled, from its lowest bits. */
  private word: u32 = 0;

  constructor(
    private readonly prefix: StaticArray<u8>,
    initial: StaticArray<u32>,
    rounds: i32,
  ) {
    this.prefixed = new StaticArray<u32>(initial.length);
    this.state = initial.slice<StaticArray<u32>>();
    this.words = new StaticArray<u32>(rounds);
    this.absorb(prefix, 0, prefix.length & -BLOCK, 0);
    for (let i = 0; i < initial.length; ++i) this.prefixed[i] = this.state[i];
  }

  /** The first 64 bits for the prefix and bytes[start, end), the first bit highest. Allocates nothing. */
  of(bytes: StaticArray<u8>, start: i32, end: i32): u64 {
    const state = this.state;
    for (let i = 0; i < state.length; ++i) unchecked((state[i] = this.prefixed[i]));
    const prefix = this.prefix;
    const whole = prefix.length & -BLOCK;
    this.absorb(prefix, whole, prefix.length, whole);
    this.absorb(bytes, start, end, prefix.length);
    this.finish(prefix.length + end - start);
    return ((<u64>unchecked(state[0])) << 32) | unchecked(state[1]);
  }

  /** Mixes the block in `words` into `state`. */
  protected abstract mix(): void;

  /** Takes bytes[start, end), after `before` others. */
  private absorb(bytes: StaticArray<u8>, start: i32, end: i32, before: i32): void {
    let length = before;
    let word = this.word;
    for (let i = start; i < end; ++i) {
      word = (word << 8) | unchecked(bytes[i]);
      if ((++length & 3) != 0) continue;
      unchecked((this.words[((length >> 2) - 1) & 15] = word));
      if ((length & (BLOCK - 1)) == 0) this.mix();
    }
    this.word = word;
  }

  /** Takes the padding and the length in bits, which fill a block. */
  private finish(length: i32): void {
    this.absorb(PADDING, 0, 1 + ((55 - length) & (BLOCK - 1)), length);
    unchecked((this.words[14] = length >>> 29));
    unchecked((this.words[15] = length << 3));
    this.mix();
  }
}
