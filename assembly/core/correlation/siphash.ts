export const SECRET_SIZE = 16;

/** The secret of a SipHash, from SECRET_SIZE bytes. */
export class Secret {
  readonly low: u64;
  readonly high: u64;

  constructor(bytes: StaticArray<u8>) {
    this.low = word(bytes, 0, 8);
    this.high = word(bytes, 8, 8);
  }
}

/**
 * SipHash-2-4 of bytes[0, length), as its authors define it. Without the secret nobody can foresee a hash, or find two
 * inputs that share one. See Aumasson and Bernstein, "SipHash: a fast short-input PRF".
 */
export function siphash(secret: Secret, bytes: StaticArray<u8>, length: i32): u64 {
  v0 = secret.low ^ 0x736f6d6570736575;
  v1 = secret.high ^ 0x646f72616e646f6d;
  v2 = secret.low ^ 0x6c7967656e657261;
  v3 = secret.high ^ 0x7465646279746573;
  const whole = length & ~7;
  for (let at = 0; at < whole; at += 8) absorb(word(bytes, at, 8));
  absorb(word(bytes, whole, length & 7) | ((<u64>length) << 56));
  v2 ^= 0xff;
  for (let i = 0; i < 4; ++i) round();
  return v0 ^ v1 ^ v2 ^ v3;
}

let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;

function absorb(word: u64): void {
  v3 ^= word;
  round();
  round();
  v0 ^= word;
}

function round(): void {
  v0 += v1;
  v2 += v3;
  v1 = rotl(v1, 13) ^ v0;
  v3 = rotl(v3, 16) ^ v2;
  v0 = rotl(v0, 32);
  v2 += v1;
  v0 += v3;
  v1 = rotl(v1, 17) ^ v2;
  v3 = rotl(v3, 21) ^ v0;
  v2 = rotl(v2, 32);
}

/** `size` bytes from `at` on, at most 8, the lowest first. */
function word(bytes: StaticArray<u8>, at: i32, size: i32): u64 {
  let value: u64 = 0;
  for (let i = 0; i < size; ++i) value |= (<u64>unchecked(bytes[at + i])) << (8 * i);
  return value;
}
