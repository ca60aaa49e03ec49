import type { ReadRules } from "../check/rules-in.js";
import type { Sql } from "./dialect.js";
import { type DialectName, dialectOf } from "./dialects.js";
import { definitions } from "./statements.js";

/** The query that counts, over a table's ids, how many have which tag values together. */
export function aggregate({ name, rules }: ReadRules, dialect: DialectName, table: Sql, column: Sql): string {
  const tags = definitions(rules.described(), name).filter(({ returns }) => returns === "tag");
  const names = tags.map(({ name }) => name).join(", ");
  const postgres = dialect === "postgres";
  const functions = tags.map((it) => `${dialectOf(dialect, "pg_temp.").functionOf(it)}\n\n`).join("");
  const values = tags.map((it) =>
    postgres
      ? `pg_temp.${it.name}(${column}) AS ${it.name}`
      : `${it.value(dialectOf(dialect), column)} AS ${it.name}`,
  );
  const ids = `SELECT\n  ${values.join(",\n  ")}\n  FROM ${table}`;
  const query = `SELECT ${names}, count(*) AS ids\nFROM (${ids}) AS tagged\nGROUP BY ${names}\nORDER BY ids DESC;\n`;
  return postgres ? functions + query : query;
}
