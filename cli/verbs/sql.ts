import { Mistake } from "../../lib/mistake.js";
import { choice } from "../../lib/manifest/options.js";
import { DIALECTS } from "../../lib/sql/dialects.js";
import { proof } from "../../lib/sql/proof.js";
import { columns, definitions, functions } from "../../lib/sql/statements.js";
import { writeTo } from "../files/output.js";
import { readRules } from "../files/rules-file.js";
import { FORCE } from "../usage/force.js";
import { verb } from "../usage/verb.js";
import { AT, moveTo } from "./request-options.js";

/** Writes the rules as SQL. */
export const sql = verb({
  name: "sql",
  summary: "write the rules as SQL, which says in a warehouse who has which bucket and tag",
  usage: ["RULES --dialect DIALECT"],
  about:
    "Writes functions of an id: one for the bucket of each rule, one for the value of each tag header, and a query that " +
    "says true where they do as the gateway. RULES is a file of rules or a manifest, - or git:REF:PATH. A rule that SQL cannot " +
    "say, as one with a condition on a path, is named, and nothing is written.",
  options: {
    dialect: {
      type: "string",
      value: "DIALECT",
      help: "whose SQL it is",
      choices: {
        duckdb: "macros, for DuckDB 1.3 or newer",
        clickhouse: "functions, for ClickHouse 23.10 or newer",
        spark: "temporary functions, for Spark 4 or newer",
        postgres: "functions in PL/pgSQL, for PostgreSQL 12 or newer",
      },
    },
    id: {
      type: "string",
      value: "COLUMN",
      help: "write what goes behind SELECT, for this column or expression of text, in the place of functions",
    },
    ...AT,
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      help: "write to FILE, all or nothing (default: standard output)",
    },
    ...FORCE,
  },
  async run({ values, positionals: [file, ...more] }, streams) {
    if (file === undefined) throw new Mistake("RULES is missing: name a file, or - for standard input");
    if (more.length > 0) throw new Mistake(`${more[0]}: a second rules file; give one`);
    if (values.dialect === undefined) {
      throw new Mistake(`--dialect is missing: name one of ${DIALECTS.join(", ")}`);
    }
    const dialect = choice("--dialect", values.dialect, DIALECTS);
    const { name, rules } = await readRules(file, streams.stdin);
    moveTo(values.at, rules);
    const described = rules.described();
    const defined = definitions(described, name);
    const text =
      values.id === undefined
        ? `${functions(defined, dialect)}\n${proof(defined, described, rules, dialect)}`
        : columns(defined, dialect, values.id);
    await writeTo(values.output ?? "-", text, streams, values.force);
  },
});
