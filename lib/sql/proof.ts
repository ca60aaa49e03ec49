import type { Rules } from "../core.js";
import type { DescribedRule } from "../described.js";
import type { Named } from "./statements.js";
import { dialectOf, type DialectName } from "./dialects.js";

const PARTS = ["0005", "é"];

/** A query that must say true: what the functions give for two ids is what the gateway does. */
export function proof(
  defined: readonly Named[],
  described: readonly DescribedRule[],
  rules: Rules,
  dialect: DialectName,
): string {
  const sql = dialectOf(dialect);
  const equations = PARTS.flatMap((part) =>
    defined.map(({ name, of, returns, rule }) => {
      const id = idOf(rule, part);
      const decided = rules.explain(requestOf(rule, id), id).tagHeaders;
      const call = `${name}(${sql.text(id)})`;
      const { tagValue, rules: decisions } = decided.find((it) => it.tagHeader === (rule?.tagHeader ?? of))!;
      const own = described.filter(({ tagHeader }) => tagHeader === rule?.tagHeader);
      if (returns === "bucket")
        return `${call} = ${decisions[own.findIndex(({ path }) => path === rule!.path)]!.bucket}`;
      return tagValue === null ? `${call} IS NULL` : `${call} = ${sql.text(tagValue)}`;
    }),
  );
  return `-- must say true: two ids, as the gateway decides them\nSELECT\n  ${equations.join("\n  AND ")} AS as_the_gateway;\n`;
}

/** An id that can be the rule's key: where that joins several values, it has as many. */
function idOf(rule: DescribedRule | undefined, part: string): string {
  const joined = rule?.key.sources.find(({ kind }) => kind === "all")?.parts.length ?? 1;
  return Array.from({ length: joined }, () => part).join("\u001f");
}

/** Conditions ask for the header that the key is, too. */
function requestOf(rule: DescribedRule | undefined, id: string): Record<string, string> {
  const [source] = rule?.key.sources ?? [];
  return source?.kind === "header" && source.capture === "" ? { [source.name]: id } : {};
}
