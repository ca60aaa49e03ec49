/**
 * Writes the id of user number `index`, from 0, in ASCII into `bytes`, from `at` on, and gives its end: at most LONGEST bytes.
 * `random` gives numbers in [0, 2^32). Bytes, as a text for each of many users would take most of the time.
 */
export type Shape = (bytes: Uint8Array, at: number, random: () => number, index: number) => number;

export const LONGEST = 40;

const ascii = (text: string) => new TextEncoder().encode(text);
const HEX = ascii("0123456789abcdef");
const ZERO = 0x30;
const DASH = 0x2d;

/** A UUID of version 4, as RFC 9562 has it. */
function uuid(bytes: Uint8Array, at: number, random: () => number): number {
  const a = random();
  const b = (random() & 0xffff0fff) | 0x4000;
  const c = (random() & 0x3fffffff) | 0x80000000;
  const d = random();
  hex(bytes, at, a >>> 16);
  hex(bytes, at + 4, a);
  bytes[at + 8] = DASH;
  hex(bytes, at + 9, b >>> 16);
  bytes[at + 13] = DASH;
  hex(bytes, at + 14, b);
  bytes[at + 18] = DASH;
  hex(bytes, at + 19, c >>> 16);
  bytes[at + 23] = DASH;
  hex(bytes, at + 24, c);
  hex(bytes, at + 28, d >>> 16);
  hex(bytes, at + 32, d);
  return at + 36;
}

/** The lower 16 bits. */
function hex(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = HEX[(word >>> 12) & 15]!;
  bytes[at + 1] = HEX[(word >>> 8) & 15]!;
  bytes[at + 2] = HEX[(word >>> 4) & 15]!;
  bytes[at + 3] = HEX[word & 15]!;
}

const words = (text: string) => text.split(" ").map(ascii);
const FIRST = words("ada alan barbara chen dora emil fatima grace hedy ivan jun kofi lena maria noor");
const LAST = words(
  ".ali .berg .costa .diaz .evans .fischer .garcia .haas .ito .jansen .kim .lopez .meyer .novak",
);
const HOSTS = words("@example.com @example.org @mail.example @post.example");

function email(bytes: Uint8Array, at: number, random: () => number, index: number): number {
  const first = put(bytes, at, FIRST[random() % FIRST.length]!);
  const last = put(bytes, first, LAST[random() % LAST.length]!);
  const number = decimal(bytes, last, index, digitsOf(index));
  return put(bytes, number, HOSTS[random() % HOSTS.length]!);
}

function put(bytes: Uint8Array, at: number, word: Uint8Array): number {
  for (let i = 0; i < word.length; ++i) bytes[at + i] = word[i]!;
  return at + word.length;
}

/** So many digits, with zeros before them. */
function decimal(bytes: Uint8Array, at: number, value: number, digits: number): number {
  let rest = value;
  for (let i = at + digits - 1; i >= at; --i) {
    bytes[i] = ZERO + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
  return at + digits;
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) ++digits;
  return digits;
}

const EAN_DIGITS = 12;

/** 13 digits, the last of which is the check digit of GS1: the weighted sum of all is a multiple of ten. */
function ean(bytes: Uint8Array, at: number, random: () => number): number {
  decimal(bytes, at, 40, 2);
  decimal(bytes, at + 2, random() % 100_000, 5);
  const end = decimal(bytes, at + 7, random() % 100_000, 5);
  let sum = 0;
  for (let i = 0; i < EAN_DIGITS; ++i) sum += (bytes[at + i]! - ZERO) * (i % 2 === 0 ? 1 : 3);
  return decimal(bytes, end, (10 - (sum % 10)) % 10, 1);
}

/** What ids look like. */
export const SHAPES = {
  uuid,
  sequential: (bytes, at, _random, index) => decimal(bytes, at, index + 1, digitsOf(index + 1)),
  email,
  ean,
} as const satisfies Record<string, Shape>;

export const SHAPE_NAMES = ["uuid", "sequential", "email", "ean"] as const;
