import type { Dialect } from "./dialect.js";
import { ClickHouse } from "./dialects/clickhouse.js";
import { DuckDb } from "./dialects/duckdb.js";
import { Postgres } from "./dialects/postgres.js";
import { Spark } from "./dialects/spark.js";

export const DIALECTS = ["duckdb", "clickhouse", "spark", "postgres"] as const;
export type DialectName = (typeof DIALECTS)[number];

/** A new writer of a dialect: each function or expression has its own. */
export function dialectOf(name: DialectName, schema = ""): Dialect {
  switch (name) {
    case "duckdb":
      return new DuckDb();
    case "clickhouse":
      return new ClickHouse();
    case "spark":
      return new Spark();
    case "postgres":
      return new Postgres(schema);
  }
}
