import { type Definition, Dialect, hex, MASK_32, MASK_64, type Sql } from "../dialect.js";

/** DuckDB 1.3 and newer: macros, lists and lambdas. Octets are a list of numbers. */
export class DuckDb extends Dialect {
  readonly textType = "VARCHAR";

  number(value: bigint): Sql {
    return `${value}::UBIGINT`;
  }

  xor(a: Sql, b: Sql): Sql {
    return `xor(${a}, ${b})`;
  }

  shiftRight(a: Sql, bits: number): Sql {
    return `(${a} >> ${bits})`;
  }

  times32(a: Sql, factor: bigint): Sql {
    return `((${a} * ${this.number(factor)}) & ${this.number(MASK_32)})`;
  }

  plus32(a: Sql, term: bigint): Sql {
    return `((${a} + ${this.number(term)}) & ${this.number(MASK_32)})`;
  }

  times64(a: Sql, factor: bigint): Sql {
    return `((${a}::UHUGEINT * ${factor}::UHUGEINT) & ${MASK_64}::UHUGEINT)::UBIGINT`;
  }

  plus64(a: Sql, b: Sql): Sql {
    return `((${a}::UHUGEINT + ${b}::UHUGEINT) & ${MASK_64}::UHUGEINT)::UBIGINT`;
  }

  remainder64(a: Sql, modulo: number): Sql {
    return `(${a} % ${this.number(BigInt(modulo))})`;
  }

  bind(value: Sql, body: (name: Sql) => Sql): Sql {
    const name = this.fresh();
    return `list_transform([${value}], lambda ${name}: ${body(name)})[1]`;
  }

  fold(count: Sql, start: Sql, step: (sum: Sql, index: Sql) => Sql): Sql {
    const [sum, index] = [this.fresh(), this.fresh()];
    return `list_reduce(range((${count})::BIGINT), lambda ${sum}, ${index}: ${step(sum, index)}, ${start})`;
  }

  override foldOctets(octets: Sql, start: Sql, step: (sum: Sql, octet: Sql) => Sql): Sql {
    const [sum, octet] = [this.fresh(), this.fresh()];
    return `list_reduce(${octets}, lambda ${sum}, ${octet}: ${step(sum, octet)}, ${start})`;
  }

  octets(id: Sql, before: string, after: string, body: (octets: Sql) => Sql): Sql {
    const digits = [before && `'${hex(before)}'`, `hex(encode(${id}))`, after && `'${hex(after)}'`];
    const pairs = `regexp_extract_all(${digits.filter(Boolean).join(" || ")}, '..')`;
    const digit = this.fresh();
    return this.bind(`list_transform(${pairs}, lambda ${digit}: ('0x' || ${digit})::UBIGINT)`, body);
  }

  size(octets: Sql): Sql {
    return `len(${octets})::UBIGINT`;
  }

  octet(octets: Sql, index: Sql): Sql {
    return `coalesce(${octets}[${index}::BIGINT + 1], ${this.number(0n)})`;
  }

  sha1Share(id: Sql, before: string): Sql {
    const bits = `('0x' || substr(sha1('${blob(before)}'::BLOB || encode(${id})), 1, 15))::UHUGEINT`;
    return `least(${bits} * 100000 // 1152921504606846975::UHUGEINT, 99999)::UBIGINT`;
  }

  sha256Remainder(id: Sql, modulo: number): Sql {
    return this.remainder64(`('0x' || substr(sha256(encode(${id})), 1, 16))::UBIGINT`, modulo);
  }

  protected hexText(digits: string): Sql {
    return `decode(unhex('${digits}'))`;
  }

  startsWith(text: Sql, start: Sql): Sql {
    return `starts_with(${text}, ${start})`;
  }

  endsWith(text: Sql, end: Sql): Sql {
    return `suffix(${text}, ${end})`;
  }

  contains(text: Sql, part: Sql): Sql {
    return `contains(${text}, ${part})`;
  }

  functionOf({ name, value }: Definition): string {
    return `CREATE OR REPLACE MACRO ${name}(id) AS\n  ${value(this, "id")};`;
  }
}

function blob(text: string): string {
  return hex(text).replace(/../g, "\\x$&");
}
