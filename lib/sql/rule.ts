import type { DescribedBucket, DescribedRule } from "../described.js";
import { holds, isOneOf } from "./condition.js";
import type { Dialect, Sql } from "./dialect.js";
import { bucketOf } from "./hashes.js";

/** A rule that is not off. */
export type LiveRule = DescribedRule & { readonly bucket: DescribedBucket };

export function isLive(rule: DescribedRule): rule is LiveRule {
  return rule.bucket !== null;
}

/** The bucket of a rule; null for nobody's id. */
export function bucketOfRule(sql: Dialect, rule: LiveRule, id: Sql): Sql {
  const key = keyOf(sql, rule, id);
  return `CASE WHEN ${key} IS NOT NULL THEN ${bucketOf(sql, key, rule.bucket)} END`;
}

/** The tag value that the rules of one tag header give; null for none. */
export function tagOfRules(sql: Dialect, rules: readonly LiveRule[], id: Sql): Sql {
  return withBuckets(sql, rules, id, [], (buckets) => {
    const cases = rules.flatMap((rule, i) => casesOf(sql, rule, id, buckets[i]!));
    const text = `CAST(NULL AS ${sql.nullableText})`;
    return cases.length === 0 ? text : `CASE\n    ${cases.join("\n    ")}\n    ELSE NULL END`;
  });
}

/** `body` with a name for the bucket of each rule. Rules that agree on all of it share it. */
function withBuckets(
  sql: Dialect,
  rules: readonly LiveRule[],
  id: Sql,
  known: readonly Sql[],
  body: (buckets: readonly Sql[]) => Sql,
): Sql {
  const rule = rules[known.length];
  if (rule === undefined) return body(known);
  const like = rules.slice(0, known.length).findIndex((other) => identity(other) === identity(rule));
  if (like !== -1) return withBuckets(sql, rules, id, [...known, known[like]!], body);
  return sql.bind(bucketOfRule(sql, rule, id), (name) => withBuckets(sql, rules, id, [...known, name], body));
}

function identity({ key, bucket }: LiveRule): string {
  return JSON.stringify([key.placeholders, bucket]);
}

/** As assembly/core/decide.ts: does it apply, override, key, pin, policy, default. */
function casesOf(sql: Dialect, rule: LiveRule, id: Sql, bucket: Sql): string[] {
  const key = keyOf(sql, rule, id);
  const applies = [
    ...(rule.match === null ? [] : [holds(sql, rule.match, id)]),
    ...(rule.unless === null ? [] : [`NOT ${holds(sql, rule.unless, id)}`]),
  ];
  const when = (condition: Sql, tagValue: string | null) =>
    `WHEN ${[...applies, condition].join(" AND ")} THEN ${tagValue === null ? "NULL" : sql.text(tagValue)}`;
  const whenNot = (tagValue: string | null, condition: Sql) =>
    tagValue === null ? [] : [when(condition, tagValue)];
  return [
    ...rule.overrides.map(({ match, tagValue }) => when(holds(sql, match, id), tagValue)),
    ...whenNot(rule.anonymousTagValue, `${key} IS NULL`),
    ...rule.pins.map(({ ids, tagValue }) => when(isOneOf(sql, key, ids), tagValue)),
    ...rule.policies
      .filter(({ from, range }) => from < range)
      .map(({ from, range, tagValue }) =>
        when(from === 0 ? `${bucket} < ${range}` : `${bucket} >= ${from} AND ${bucket} < ${range}`, tagValue),
      ),
    ...whenNot(rule.defaultTagValue, `${key} IS NOT NULL`),
  ];
}

/** The id, if it is somebody's; else null. */
function keyOf(sql: Dialect, { key: { placeholders } }: DescribedRule, id: Sql): Sql {
  const key = `nullif(${id}, '')`;
  return placeholders.length === 0 ? key : `CASE WHEN NOT ${isOneOf(sql, id, placeholders)} THEN ${key} END`;
}
