import { type Definition, Dialect, hex, MASK_32, type Sql } from "../dialect.js";

/** ClickHouse: functions of its own kind, arrays and lambdas. Octets are a String; numbers of 64 bits wrap. */
export class ClickHouse extends Dialect {
  readonly textType = "String";

  override get nullableText(): string {
    return "Nullable(String)";
  }

  number(value: bigint): Sql {
    return `toUInt64(${value})`;
  }

  xor(a: Sql, b: Sql): Sql {
    return `bitXor(${a}, ${b})`;
  }

  shiftRight(a: Sql, bits: number): Sql {
    return `bitShiftRight(${a}, ${bits})`;
  }

  times32(a: Sql, factor: bigint): Sql {
    return `bitAnd(${a} * ${this.number(factor)}, ${MASK_32})`;
  }

  plus32(a: Sql, term: bigint): Sql {
    return `bitAnd(${a} + ${this.number(term)}, ${MASK_32})`;
  }

  times64(a: Sql, factor: bigint): Sql {
    return `(${a} * ${this.number(factor)})`;
  }

  plus64(a: Sql, b: Sql): Sql {
    return `(${a} + ${b})`;
  }

  remainder64(a: Sql, modulo: number): Sql {
    return `(${a} % ${this.number(BigInt(modulo))})`;
  }

  bind(value: Sql, body: (name: Sql) => Sql): Sql {
    const name = this.fresh();
    return `arrayMap(${name} -> ${body(name)}, [${value}])[1]`;
  }

  fold(count: Sql, start: Sql, step: (sum: Sql, index: Sql) => Sql): Sql {
    const [sum, index] = [this.fresh(), this.fresh()];
    const steps = `range(toUInt64(${count}))`;
    return `arrayFold((${sum}, ${index}) -> toUInt64(${step(sum, index)}), ${steps}, toUInt64(${start}))`;
  }

  octets(id: Sql, before: string, after: string, body: (octets: Sql) => Sql): Sql {
    return body(this.#joined(id, before, after));
  }

  size(octets: Sql): Sql {
    return `toUInt64(length(${octets}))`;
  }

  octet(octets: Sql, index: Sql): Sql {
    return `toUInt64(reinterpretAsUInt8(substring(${octets}, ${index} + 1, 1)))`;
  }

  override word(octets: Sql, index: Sql, size: number): Sql {
    return `toUInt64(reinterpretAsUInt${8 * size}(substring(${octets}, ${index} + 1, ${size})))`;
  }

  override murmur3(id: Sql, before: string, seed: bigint): Sql | undefined {
    return seed === 0n ? `toUInt64(murmurHash3_32(${this.#joined(id, before, "")}))` : undefined;
  }

  override xxhash64(id: Sql, seed: bigint): Sql | undefined {
    return seed === 0n ? `xxHash64(${this.#joined(id, "", "")})` : undefined;
  }

  sha1Share(id: Sql, before: string): Sql {
    const first = `substring(SHA1(${this.#joined(id, before, "")}), 1, 8)`;
    const bits = `bitShiftRight(reinterpretAsUInt64(reverse(${first})), 4)`;
    return `toUInt64(least(intDiv(toUInt128(${bits}) * 100000, toUInt128(1152921504606846975)), 99999))`;
  }

  sha256Remainder(id: Sql, modulo: number): Sql {
    const first = `substring(SHA256(${this.#joined(id, "", "")}), 1, 8)`;
    return this.remainder64(`reinterpretAsUInt64(reverse(${first}))`, modulo);
  }

  #joined(id: Sql, before: string, after: string): Sql {
    const parts = [
      before && `unhex('${hex(before)}')`,
      `assumeNotNull(${id})`,
      after && `unhex('${hex(after)}')`,
    ];
    const given = parts.filter(Boolean);
    return given.length === 1 ? given[0]! : `concat(${given.join(", ")})`;
  }

  protected hexText(digits: string): Sql {
    return `unhex('${digits}')`;
  }

  startsWith(text: Sql, start: Sql): Sql {
    return `startsWith(${text}, ${start})`;
  }

  endsWith(text: Sql, end: Sql): Sql {
    return `endsWith(${text}, ${end})`;
  }

  contains(text: Sql, part: Sql): Sql {
    return `(position(${text}, ${part}) > 0)`;
  }

  override lowerCase(text: Sql): Sql {
    return `lower(${text})`;
  }

  functionOf({ name, value }: Definition): string {
    return `CREATE OR REPLACE FUNCTION ${name} AS (id) ->\n  ${value(this, "id")};`;
  }
}
