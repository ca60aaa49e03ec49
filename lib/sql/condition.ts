import type { DescribedCondition, DescribedMatch } from "../described.js";
import type { Dialect, Sql } from "./dialect.js";

/** Where one of the alternatives holds; true or false, never null. Each condition asks for the id. */
export function holds(sql: Dialect, match: DescribedMatch, id: Sql): Sql {
  const alternatives = match.map((all) => all.map((condition) => holdsOne(sql, condition, id)).join(" AND "));
  return alternatives.length === 1
    ? `(${alternatives[0]})`
    : `(${alternatives.map((it) => `(${it})`).join(" OR ")})`;
}

function holdsOne(sql: Dialect, { test, texts, isFolded }: DescribedCondition, id: Sql): Sql {
  if (test === "present") return `(${id} IS NOT NULL)`;
  if (test === "absent") return `(${id} IS NULL)`;
  const value = isFolded ? sql.lowerCase(id) : id;
  return `(${id} IS NOT NULL AND ${compared(sql, value, test, texts)})`;
}

function compared(sql: Dialect, value: Sql, test: DescribedCondition["test"], texts: readonly string[]): Sql {
  const [first = ""] = texts;
  if (test === "prefix") return sql.startsWith(value, sql.text(first));
  if (test === "suffix") return sql.endsWith(value, sql.text(first));
  if (test === "contains") return sql.contains(value, sql.text(first));
  return isOneOf(sql, value, texts);
}

/** Where a value is one of the texts. */
export function isOneOf(sql: Dialect, value: Sql, texts: readonly string[]): Sql {
  return `${value} IN (${texts.map((text) => sql.text(text)).join(", ")})`;
}
