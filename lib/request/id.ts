import type { Rules } from "../core.js";

const SEPARATOR = "\u001f";

/**
 * Why `id` cannot be the key of every rule, or undefined. A rule that joins several values takes an id that has as many,
 * with the character U+001F between them.
 */
export function idFault(rules: Rules, id: string): string | undefined {
  if (id === "") return "an empty id is nobody's; leave it out for a request without one";
  const parts = id.split(SEPARATOR);
  const rule = rules.idParts.findIndex((count) => count > 0 && count !== parts.length);
  if (rule < 0) return parts.includes("") ? "one of its values is empty" : undefined;
  const [name, count] = [rules.ruleNames[rule]!, rules.idParts[rule]!];
  if (count === 1)
    return `it has ${parts.length} values, and the key of rule ${name} is one; give each where it stands, as a header`;
  return `the key of rule ${name} joins ${count} values; give each where it stands, as a header`;
}

/** Why no text can be the key of every rule, or undefined. */
export function keysFault({ idParts, ruleNames }: Rules): string | undefined {
  const one = idParts.findIndex((count) => count > 0);
  const other = idParts.findIndex((count) => count > 0 && count !== idParts[one]);
  if (other < 0) return undefined;
  const [first, second] = [one, other].map((rule) => `that of ${ruleNames[rule]} has ${idParts[rule]}`);
  return `no id is the key of every rule, in values joined by U+001F: ${first}, ${second}`;
}
