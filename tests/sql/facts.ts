import type { Dialect } from "../../lib/sql/dialect.ts";
import { type DialectName, dialectOf } from "../../lib/sql/dialects.ts";
import { definitions } from "../../lib/sql/statements.ts";
import { Rules } from "../../lib/core.ts";
import { Mistake } from "../../lib/mistake.ts";
import { bytesOf, configText, vectors } from "../vectors.ts";

/** PostgreSQL plays all; the others take a tenth of a second to read one expression, and play a case of each sixth group. */
const SIXTH = 6;

/** The vectors of rules that SQL can say, as expressions that must be true; and the functions that they call. */
export function factsOf(dialect: DialectName): { facts: string[]; setup: string[] } {
  const facts: string[] = [];
  const setup: string[] = [];
  for (const [number, group] of vectors.requests.entries()) {
    const rules = Rules.parse(configText(group));
    for (const { of, rule, value, ...rest } of tagsOf(rules)) {
      const [source, ...more] = rule?.key.sources ?? [];
      if (source?.kind !== "header" || source.name === "host" || source.capture !== "" || more.length > 0)
        continue;
      const name = `v${number}_${rest.name}`;
      if (dialect === "postgres") setup.push(dialectOf(dialect).functionOf({ ...rest, name, value }));
      const cases = dialect === "postgres" ? group.cases : group.cases.slice(0, number % SIXTH === 0 ? 1 : 0);
      for (const { request, tags } of cases) {
        const id = idIn(request, source.name);
        if (id === undefined) continue;
        const sql = dialectOf(dialect);
        const literal = id === null ? `CAST(NULL AS ${sql.nullableText})` : sql.text(id);
        const given = dialect === "postgres" ? `${name}(${literal})` : value(sql, literal);
        facts.push(isIt(sql, given, tags[of] ?? null));
      }
    }
  }
  return { facts, setup };
}

function tagsOf(rules: Rules) {
  try {
    return definitions(rules.described(), "vectors").filter(({ returns }) => returns === "tag");
  } catch (error) {
    if (error instanceof Mistake) return []; // SQL cannot say it
    throw error;
  }
}

/** The id of a request, null without one; undefined where it is no text, or Envoy might join several. */
function idIn(request: (typeof vectors.requests)[number]["cases"][number]["request"], header: string) {
  const values = request.filter(([name]) => name.toLowerCase() === header).map(([, value]) => bytesOf(value));
  if (values.length === 0) return null;
  const text = values[0]!.toString();
  return values.length === 1 && Buffer.from(text).equals(values[0]!) ? text : undefined;
}

function isIt(sql: Dialect, given: string, tagValue: string | null): string {
  return tagValue === null ? `(${given}) IS NULL` : `coalesce((${given}) = ${sql.text(tagValue)}, false)`;
}
