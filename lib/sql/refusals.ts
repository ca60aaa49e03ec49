import type { DescribedMatch, DescribedRule, DescribedSource } from "../described.js";
import { isLive } from "./rule.js";

/** What SQL cannot say of the rules, each with its path and a remedy. */
export function refusals(rules: readonly DescribedRule[]): string[] {
  const live = rules.filter(isLive);
  return live.flatMap((rule) => [
    ...ofMatch(rule.match, `${rule.path}.match`),
    ...ofMatch(rule.unless, `${rule.path}.unless`),
    ...rule.overrides.flatMap(({ match }, i) => ofMatch(match, `${rule.path}.overrides[${i}].match`)),
    ...ofKey(rule, live),
  ]);
}

function ofMatch(match: DescribedMatch | null, path: string): string[] {
  return (match ?? []).flat().flatMap(({ source, isOfKey, test }) => {
    if (!isOfKey)
      return [`${path}: asks for ${nameOf(source)}, and SQL has the id alone; leave it out of a copy`];
    return test === "regex"
      ? [`${path}: has a regex, and engines differ in theirs; compare in another way`]
      : [];
  });
}

/** One function has one id. */
function ofKey(rule: DescribedRule, live: readonly DescribedRule[]): string[] {
  const first = live.find(({ tagHeader }) => tagHeader === rule.tagHeader)!;
  if (keyName(first) === keyName(rule)) return [];
  const other = `${rule.tagHeader} has ${keyName(first)} in ${first.path}`;
  return [`${rule.path}.key: ${keyName(rule)}, where ${other}; SQL has one id for a tag header`];
}

/** What the id of a rule is, in words. */
export function keyName({ key: { sources } }: DescribedRule): string {
  return sources.map(nameOf).join(", else ");
}

function nameOf({ kind, name, capture, parts }: DescribedSource): string {
  if (kind === "all") return `${parts.map(nameOf).join(" and ")}, joined by U+001F`;
  const whole = [kind, name.replaceAll("\0", ".")].filter(Boolean).join(" ");
  return capture === "" ? whole : `what ${capture} takes out of ${whole}`;
}
