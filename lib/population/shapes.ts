/** Makes the id of user number `index`, from 0. `random` gives numbers in [0, 2^32). */
export type Shape = (random: () => number, index: number) => string;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A UUID of version 4, as RFC 9562 has it. */
function uuid(random: () => number): string {
  const [a, b, c, d] = [
    random(),
    (random() & 0xffff0fff) | 0x4000,
    (random() & 0x3fffffff) | 0x80000000,
    random(),
  ];
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(b)}-${hex(c >>> 16)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`;
}

/** The lower 16 bits. */
const hex = (word: number) => `${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;

const FIRST = "ada alan barbara chen dora emil fatima grace hedy ivan jun kofi lena maria noor".split(" ");
const LAST = "ali berg costa diaz evans fischer garcia haas ito jansen kim lopez meyer novak".split(" ");
const HOSTS = "example.com example.org mail.example post.example".split(" ");

function email(random: () => number, index: number): string {
  const pick = (words: string[]) => words[random() % words.length];
  return `${pick(FIRST)}.${pick(LAST)}${index}@${pick(HOSTS)}`;
}

/** 13 digits, the last of which is the check digit of GS1: the weighted sum of all is a multiple of ten. */
function ean(random: () => number): string {
  const digits = `40${String(random() % 100_000).padStart(5, "0")}${String(random() % 100_000).padStart(5, "0")}`;
  let sum = 0;
  for (let i = 0; i < digits.length; ++i) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** What ids look like. */
export const SHAPES = {
  uuid,
  sequential: (_, index) => String(index + 1),
  email,
  ean,
} as const satisfies Record<string, Shape>;

export const SHAPE_NAMES = ["uuid", "sequential", "email", "ean"] as const;
