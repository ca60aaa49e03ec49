import { type Definition, Dialect, hex, MASK_32, MASK_64, type Sql } from "../dialect.js";
import { columnForSeed } from "./spark-seed.js";

/** Spark 4, ANSI or not: arrays and lambdas. Octets are an array of bigint, which has a sign. */
export class Spark extends Dialect {
  readonly textType = "STRING";

  number(value: bigint): Sql {
    return `${BigInt.asIntN(64, value)}L`;
  }

  xor(a: Sql, b: Sql): Sql {
    return `(${a} ^ ${b})`;
  }

  shiftRight(a: Sql, bits: number): Sql {
    return `shiftrightunsigned(${a}, ${bits})`;
  }

  /** A product of two numbers of 32 bits may not fit: then half of one is multiplied at a time. */
  times32(a: Sql, factor: bigint): Sql {
    if (factor < 1n << 31n) return `((${a} * ${factor}L) & ${MASK_32}L)`;
    return this.bind(a, (it) => {
      const high = `((shiftrightunsigned(${it}, 16) * ${factor}L) & 65535L)`;
      return `(((${it} & 65535L) * ${factor}L + ${high} * 65536L) & ${MASK_32}L)`;
    });
  }

  plus32(a: Sql, term: bigint): Sql {
    return `((${a} + ${term}L) & ${MASK_32}L)`;
  }

  times64(): Sql {
    throw new TypeError("Spark has xxHash64 itself");
  }

  plus64(): Sql {
    throw new TypeError("Spark has xxHash64 itself");
  }

  remainder64(a: Sql, modulo: number): Sql {
    const wrapped = (MASK_64 + 1n) % BigInt(modulo);
    return this.bind(a, (it) => `pmod(${it} % ${modulo}L + if(${it} < 0, ${wrapped}L, 0L), ${modulo}L)`);
  }

  bind(value: Sql, body: (name: Sql) => Sql): Sql {
    const name = this.fresh();
    return `transform(array(${value}), ${name} -> ${body(name)})[0]`;
  }

  fold(count: Sql, start: Sql, step: (sum: Sql, index: Sql) => Sql): Sql {
    const [sum, index, zero, at] = [this.fresh(), this.fresh(), this.fresh(), this.fresh()];
    const steps = `transform(array_repeat(0, cast(${count} AS INT)), (${zero}, ${at}) -> ${at})`; // [] for 0
    return `aggregate(${steps}, ${start}, (${sum}, ${index}) -> ${step(sum, index)})`;
  }

  override foldOctets(octets: Sql, start: Sql, step: (sum: Sql, octet: Sql) => Sql): Sql {
    const [sum, octet] = [this.fresh(), this.fresh()];
    return `aggregate(${octets}, ${start}, (${sum}, ${octet}) -> ${step(sum, octet)})`;
  }

  octets(id: Sql, before: string, after: string, body: (octets: Sql) => Sql): Sql {
    const digits = [before && `'${hex(before)}'`, `hex(encode(${id}, 'UTF-8'))`, after && `'${hex(after)}'`];
    const joined = `concat(${digits.filter(Boolean).join(", ")})`;
    const pair = this.fresh();
    const number = `cast(conv(${pair}, 16, 10) AS BIGINT)`;
    return this.bind(`transform(regexp_extract_all(${joined}, '(..)', 1), ${pair} -> ${number})`, body);
  }

  size(octets: Sql): Sql {
    return `cast(size(${octets}) AS BIGINT)`;
  }

  octet(octets: Sql, index: Sql): Sql {
    return `coalesce(get(${octets}, cast(${index} AS INT)), 0L)`;
  }

  /** Spark's own goes on from the hash of what stands before, so a number there makes the seed. */
  override xxhash64(id: Sql, seed: bigint): Sql {
    return `xxhash64(${columnForSeed(seed)}L, ${id})`;
  }

  sha1Share(id: Sql, before: string): Sql {
    const digits = `substr(sha1(concat(X'${hex(before)}', encode(${id}, 'UTF-8'))), 1, 15)`;
    const bits = `cast(conv(${digits}, 16, 10) AS DECIMAL(30, 0))`;
    return `cast(least(${bits} * 100000 div 1152921504606846975, 99999) AS BIGINT)`;
  }

  sha256Remainder(id: Sql, modulo: number): Sql {
    const digits = `substr(sha2(encode(${id}, 'UTF-8'), 256), 1, 16)`;
    return `cast(cast(conv(${digits}, 16, 10) AS DECIMAL(20, 0)) % ${modulo} AS BIGINT)`;
  }

  protected hexText(digits: string): Sql {
    return `decode(X'${digits}', 'UTF-8')`;
  }

  startsWith(text: Sql, start: Sql): Sql {
    return `startswith(${text}, ${start})`;
  }

  endsWith(text: Sql, end: Sql): Sql {
    return `endswith(${text}, ${end})`;
  }

  contains(text: Sql, part: Sql): Sql {
    return `contains(${text}, ${part})`;
  }

  functionOf({ name, returns, value }: Definition): string {
    const type = returns === "bucket" ? "BIGINT" : "STRING";
    return `CREATE OR REPLACE TEMPORARY FUNCTION ${name}(id STRING) RETURNS ${type} RETURN\n  ${value(this, "id")};`;
  }
}
