import { type Definition, Dialect, hex, MASK_32, MASK_64, type Sql } from "../dialect.js";

/**
 * PostgreSQL 12 and newer: SQL has no lambdas there, so what is bound or folded becomes a statement of PL/pgSQL. Octets are a
 * bytea, numbers a bigint, which has a sign.
 */
export class Postgres extends Dialect {
  readonly textType = "text";
  readonly #variables: string[] = [];
  #statements: string[] = [];

  /** `schema` of the functions, as "pg_temp."; "" for the one that the session has. */
  constructor(private readonly schema = "") {
    super();
  }

  number(value: bigint): Sql {
    return `(${BigInt.asIntN(64, value)})::bigint`;
  }

  xor(a: Sql, b: Sql): Sql {
    return `(${a} # ${b})`;
  }

  /** Of a number below 0 the sign moves along, so it is masked. */
  shiftRight(a: Sql, bits: number): Sql {
    return `((${a} >> ${bits}) & ${MASK_64 >> BigInt(bits)})`;
  }

  /** A product of two numbers of 32 bits may not fit: then half of one is multiplied at a time. */
  times32(a: Sql, factor: bigint): Sql {
    if (factor < 1n << 31n) return `((${a} * ${factor}) & ${MASK_32})`;
    return this.bind(a, (it) => {
      const high = `((((${it} >> 16) * ${factor}) & 65535) << 16)`;
      return `(((${it} & 65535) * ${factor} + ${high}) & ${MASK_32})`;
    });
  }

  plus32(a: Sql, term: bigint): Sql {
    return `((${a} + ${term}) & ${MASK_32})`;
  }

  times64(a: Sql, factor: bigint): Sql {
    return this.#wrapped(`${a}::numeric * ${factor}`);
  }

  /** Half by half: a sum that does not fit is an error, a shift that does not is none. */
  plus64(a: Sql, b: Sql): Sql {
    return this.bind(a, (one) =>
      this.bind(b, (two) =>
        this.bind(`((${one} & ${MASK_32}) + (${two} & ${MASK_32}))`, (low) => {
          const high = `((${one} >> 32) + (${two} >> 32) + (${low} >> 32))`;
          return `((${high} << 32) | (${low} & ${MASK_32}))`;
        }),
      ),
    );
  }

  override rotateLeft64(a: Sql, bits: number): Sql {
    return this.bind(a, (it) => `((${it} << ${bits}) | ${this.shiftRight(it, 64 - bits)})`);
  }

  /** The two's complement of a number that may have more than 64 bits. */
  #wrapped(value: Sql): Sql {
    const rest = this.#named(`mod(${value}, ${MASK_64 + 1n})`, "numeric");
    const above = `WHEN ${rest} > ${MASK_64 >> 1n} THEN ${rest} - ${MASK_64 + 1n}`;
    const below = `WHEN ${rest} < -${(MASK_64 >> 1n) + 1n} THEN ${rest} + ${MASK_64 + 1n}`;
    return this.#named(`CASE ${above} ${below} ELSE ${rest} END`, "bigint");
  }

  remainder64(a: Sql, modulo: number): Sql {
    const wrapped = (MASK_64 + 1n) % BigInt(modulo);
    return this.bind(a, (it) => {
      const unsigned = `${it} % ${modulo} + CASE WHEN ${it} < 0 THEN ${wrapped} ELSE 0 END`;
      return `((${unsigned} + ${modulo}) % ${modulo})`;
    });
  }

  bind(value: Sql, body: (name: Sql) => Sql): Sql {
    return body(this.#named(value, "bigint"));
  }

  fold(count: Sql, start: Sql, step: (sum: Sql, index: Sql) => Sql): Sql {
    const sum = this.#named(start, "bigint");
    const index = this.fresh();
    const before = this.#statements;
    this.#statements = [];
    const next = step(sum, index);
    const steps = [...this.#statements, `${sum} := ${next};`].map((line) => `  ${line}`);
    this.#statements = [...before, `FOR ${index} IN 0 .. (${count})::int - 1 LOOP`, ...steps, "END LOOP;"];
    return sum;
  }

  /** Without an id there are no octets: then it is computed for nothing. */
  octets(id: Sql, before: string, after: string, body: (octets: Sql) => Sql): Sql {
    const parts = [before && bytea(before), `convert_to(coalesce(${id}, ''), 'UTF8')`, after && bytea(after)];
    return body(this.#named(parts.filter(Boolean).join(" || "), "bytea"));
  }

  size(octets: Sql): Sql {
    return `octet_length(${octets})::bigint`;
  }

  octet(octets: Sql, index: Sql): Sql {
    const at = `(${index})::int`;
    return `(CASE WHEN ${at} < octet_length(${octets}) THEN get_byte(${octets}, ${at}) ELSE 0 END)::bigint`;
  }

  override word(octets: Sql, index: Sql, size: number): Sql {
    const terms = Array.from(
      { length: size },
      (_, i) => `(${this.octet(octets, `${index} + ${i}`)} << ${8 * i})`,
    );
    return `(${terms.join(" | ")})`;
  }

  override foldOctets(octets: Sql, start: Sql, step: (sum: Sql, octet: Sql) => Sql): Sql {
    return this.fold(this.size(octets), start, (sum, index) => step(sum, `get_byte(${octets}, ${index})`));
  }

  sha1Share(id: Sql, before: string): Sql {
    const bits = `('x' || substr(encode(digest(${bytea(before)} || convert_to(${id}, 'UTF8'), 'sha1'), 'hex'), 1, 15))::bit(60)::bigint`;
    return `least(div(${bits}::numeric * 100000, 1152921504606846975), 99999)::bigint`;
  }

  sha256Remainder(id: Sql, modulo: number): Sql {
    const digits = `substr(encode(sha256(convert_to(${id}, 'UTF8')), 'hex'), 1, 16)`;
    return this.remainder64(`('x' || ${digits})::bit(64)::bigint`, modulo);
  }

  protected hexText(digits: string): Sql {
    return `convert_from(decode('${digits}', 'hex'), 'UTF8')`;
  }

  startsWith(text: Sql, start: Sql): Sql {
    return `starts_with(${text}, ${start})`;
  }

  endsWith(text: Sql, end: Sql): Sql {
    return `(right(${text}, length(${end})) = ${end})`;
  }

  contains(text: Sql, part: Sql): Sql {
    return `(strpos(${text}, ${part}) > 0)`;
  }

  functionOf({ name, returns, value }: Definition): string {
    const result = value(this, "id");
    const body = ["DECLARE", ...this.#variables, "BEGIN", ...this.#statements.map((line) => `  ${line}`)];
    const type = returns === "bucket" ? "bigint" : "text";
    return [
      `CREATE OR REPLACE FUNCTION ${this.schema}${name}(id text) RETURNS ${type}`,
      "LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$",
      ...body,
      `  RETURN ${result};`,
      "END $$;",
    ].join("\n");
  }

  #named(value: Sql, type: string): Sql {
    const name = this.fresh();
    this.#variables.push(`  ${name} ${type};`);
    this.#statements.push(`${name} := ${value};`);
    return name;
  }
}

function bytea(text: string): Sql {
  return `decode('${hex(text)}', 'hex')`;
}
