import type { DescribedRule } from "../described.js";
import { Mistake } from "../mistake.js";
import type { Definition, Sql } from "./dialect.js";
import { type DialectName, dialectOf } from "./dialects.js";
import { Names } from "./names.js";
import { keyName, refusals } from "./refusals.js";
import { bucketOfRule, isLive, tagOfRules } from "./rule.js";

/** A function for the bucket of each rule, and for the tag value of each tag header. */
export interface Named extends Definition {
  /** The rule or the tag header. */
  readonly of: string;
  /** The rule, or the first of the tag header that is on. */
  readonly rule: DescribedRule | undefined;
  /** What its id is, in words. */
  readonly id: string;
}

/** The functions that say what the rules in `file` do. Throws a Mistake that names what SQL cannot say. */
export function definitions(rules: readonly DescribedRule[], file: string): Named[] {
  const faults = refusals(rules);
  if (faults.length > 0) throw new Mistake(...faults.map((fault) => `${file}: ${fault}`));
  const names = new Names();
  const live = rules.filter(isLive);
  const buckets = live.map((rule): Named => ({
    of: rule.rule,
    rule,
    id: keyName(rule),
    name: names.of(rule.rule, "bucket"),
    returns: "bucket",
    value: (sql, id) => bucketOfRule(sql, rule, id),
  }));
  const tags = [...new Set(rules.map(({ tagHeader }) => tagHeader))].map((tagHeader): Named => {
    const own = live.filter((rule) => rule.tagHeader === tagHeader);
    return {
      of: tagHeader,
      rule: own[0],
      id: own[0] === undefined ? "any" : keyName(own[0]),
      name: names.of(tagHeader, "tag"),
      returns: "tag",
      value: (sql, id) => tagOfRules(sql, own, id),
    };
  });
  return [...buckets, ...tags];
}

/** The statements that make the functions. */
export function functions(defined: readonly Named[], dialect: DialectName): string {
  return defined
    .map((it) => `-- ${title(it)}; id: ${comment(it.id)}\n${dialectOf(dialect).functionOf(it)}\n`)
    .join("\n");
}

/**
 * What goes behind SELECT, where a table has the id as `column`: an expression each. PostgreSQL has none for a hash: there
 * they call functions that last as long as the session, which stand before them.
 */
export function columns(defined: readonly Named[], dialect: DialectName, column: Sql): string {
  const expressions = defined.map((it) => {
    const value =
      dialect === "postgres" ? `pg_temp.${it.name}(${column})` : it.value(dialectOf(dialect), column);
    return `-- ${title(it)}\n${value} AS ${it.name}`;
  });
  const list = `${expressions.join(",\n")}\n`;
  if (dialect !== "postgres") return list;
  return `${defined.map((it) => `${dialectOf(dialect, "pg_temp.").functionOf(it)}\n`).join("\n")}\n${list}`;
}

function title({ returns, of }: Named): string {
  return returns === "bucket" ? `the bucket of rule ${comment(of)}` : `the value of ${comment(of)}`;
}

/** A comment ends with its line. */
function comment(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ");
}
