import { MASK_64 } from "../dialect.js";
import { PRIME_1, PRIME_2, PRIME_3, PRIME_4, PRIME_5 } from "../xxhash64.js";

/** What Spark's xxhash64 begins with. */
const SPARK_SEED = 42n;

/**
 * The number whose hash by Spark's xxhash64 is `seed`, as a signed number of 64 bits. Spark hashes columns one after the
 * other, each with the hash of those before as its seed, and of one number that is a bijection: so this is it backwards.
 * Source: apache/spark, XXH64.java, hashLong and fmix.
 */
export function columnForSeed(seed: bigint): bigint {
  let hash = unshifted(seed, 32n);
  hash = unshifted(wrapped(hash * inverse(PRIME_3)), 29n);
  hash = unshifted(wrapped(hash * inverse(PRIME_2)), 33n);
  hash = wrapped((hash - PRIME_4) * inverse(PRIME_1));
  hash = rotated(hash, 64n - 27n) ^ wrapped(SPARK_SEED + PRIME_5 + 8n);
  hash = rotated(wrapped(hash * inverse(PRIME_1)), 64n - 31n);
  return BigInt.asIntN(64, hash * inverse(PRIME_2));
}

function wrapped(value: bigint): bigint {
  return value & MASK_64;
}

function rotated(value: bigint, left: bigint): bigint {
  return wrapped(value << left) | (value >> (64n - left));
}

/** What `value` was before it took the exclusive or with itself, shifted to the right. */
function unshifted(value: bigint, bits: bigint): bigint {
  let before = value;
  for (let known = bits; known < 64n; known += bits) before = value ^ (before >> bits);
  return before;
}

/** The factor that undoes one that is odd, modulo 2^64: each of Newton's steps doubles the right bits, 3 at first. */
function inverse(factor: bigint): bigint {
  let found = factor;
  for (let bits = 3; bits < 64; bits *= 2) found = wrapped(found * (2n - factor * found));
  return found;
}
