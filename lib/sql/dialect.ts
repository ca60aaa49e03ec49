/** What stands for a value in SQL. Each is whole by itself: a name, a call, or in parentheses. */
export type Sql = string;

export const MASK_32 = 0xffffffffn;
export const MASK_64 = 0xffffffffffffffffn;

/** A function of one id, or the expressions over one column. */
export interface Definition {
  readonly name: string;
  readonly returns: "bucket" | "tag";
  /** Writes the value for `id` in the dialect. */
  value(dialect: Dialect, id: Sql): Sql;
}

/**
 * How one engine writes what hashes are made of. Numbers are unsigned, 32 bits in a type of 64; where that has a sign, 64
 * bits are its two's complement. One instance writes one function or expression.
 */
export abstract class Dialect {
  /** The type of text, and of text that may be null. */
  abstract readonly textType: string;
  get nullableText(): string {
    return this.textType;
  }

  #names = 0;

  /** A new name, that no column has. */
  protected fresh(): string {
    return `ht${++this.#names}`;
  }

  abstract number(value: bigint): Sql;
  abstract xor(a: Sql, b: Sql): Sql;
  abstract shiftRight(a: Sql, bits: number): Sql;
  /** The lowest 32 bits of a product; `factor` has 32 bits. */
  abstract times32(a: Sql, factor: bigint): Sql;
  abstract plus32(a: Sql, term: bigint): Sql;
  /** The lowest 64 bits. */
  abstract times64(a: Sql, factor: bigint): Sql;
  abstract plus64(a: Sql, b: Sql): Sql;
  /** The remainder of a number of 64 bits. */
  abstract remainder64(a: Sql, modulo: number): Sql;

  /** `body` with a name for `value`, which is computed once. */
  abstract bind(value: Sql, body: (name: Sql) => Sql): Sql;
  /** What `step` makes of `start` for 0 to count - 1. */
  abstract fold(count: Sql, start: Sql, step: (sum: Sql, index: Sql) => Sql): Sql;

  /** `body` with a name for the UTF-8 of `before`, the text `id` and `after`. */
  abstract octets(id: Sql, before: string, after: string, body: (octets: Sql) => Sql): Sql;
  abstract size(octets: Sql): Sql;
  /** The octet at an index from 0; 0 beyond the end. */
  abstract octet(octets: Sql, index: Sql): Sql;

  /** The first octet in the lowest bits; those beyond the end are 0. */
  word(octets: Sql, index: Sql, size: number): Sql {
    const terms = Array.from({ length: size }, (_, i) => {
      const octet = this.octet(octets, `(${index} + ${i})`);
      return i === 0 ? octet : `${octet} * ${this.number(1n << BigInt(8 * i))}`;
    });
    return `(${terms.join(" + ")})`;
  }

  foldOctets(octets: Sql, start: Sql, step: (sum: Sql, octet: Sql) => Sql): Sql {
    return this.fold(this.size(octets), start, (sum, index) => step(sum, this.octet(octets, index)));
  }

  rotateLeft32(a: Sql, bits: number): Sql {
    return this.bind(a, (it) =>
      this.xor(this.times32(it, 1n << BigInt(bits)), this.shiftRight(it, 32 - bits)),
    );
  }

  rotateLeft64(a: Sql, bits: number): Sql {
    return this.bind(a, (it) =>
      this.xor(this.times64(it, 1n << BigInt(bits)), this.shiftRight(it, 64 - bits)),
    );
  }

  /** The decimal digits of a number of 32 bits, as text. */
  digits(a: Sql): Sql {
    return `CAST(${a} AS ${this.textType})`;
  }

  /** xxHash64 where the engine has it with any seed, else undefined. */
  xxhash64(_id: Sql, _seed: bigint): Sql | undefined {
    return undefined;
  }

  /** MurmurHash3_x86_32 where the engine has it with this seed, else undefined. */
  murmur3(_id: Sql, _before: string, _seed: bigint): Sql | undefined {
    return undefined;
  }

  /** The hundred thousandths that the first 60 bits of SHA-1 are of 2^60 - 1. */
  abstract sha1Share(id: Sql, before: string): Sql;
  /** The remainder of the first 64 bits of SHA-256. */
  abstract sha256Remainder(id: Sql, modulo: number): Sql;

  /** A text, whatever is in it. */
  text(value: string): Sql {
    return /^[ -~]*$/.test(value) && !/['\\$]/.test(value) ? `'${value}'` : this.hexText(hex(value));
  }

  /** The text whose UTF-8 this is. */
  protected abstract hexText(digits: string): Sql;
  abstract startsWith(text: Sql, start: Sql): Sql;
  abstract endsWith(text: Sql, end: Sql): Sql;
  abstract contains(text: Sql, part: Sql): Sql;

  /** A to Z in small letters, and no other letter. */
  lowerCase(text: Sql): Sql {
    return `translate(${text}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')`;
  }

  /** The statement that makes a function. */
  abstract functionOf(definition: Definition): string;
}

const encoder = new TextEncoder();

/** The UTF-8 of a text, two digits each. */
export function hex(text: string): string {
  return Array.from(encoder.encode(text), (octet) => octet.toString(16).padStart(2, "0")).join("");
}
