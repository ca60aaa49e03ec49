import { Rules } from "../core.js";
import type { DescribedRule } from "../described.js";
import { YamlConfiguration } from "../yaml/configuration.js";
import type { Configuration } from "./configurations.js";

/** A value that a rule may give to its tagHeader. */
export interface Tag {
  readonly header: string;
  readonly value: string;
  /** From the top of the document. */
  readonly path: string;
  /** The rule's, from there too. */
  readonly rule: string;
  /** True for what those get whom no policy has: the stable version's, as a rule. */
  readonly isOfTheRest: boolean;
}

/** What rules do, with paths from the top of their document; none with errors, or of what are no rules. */
export function described({ module, node, path }: Configuration): DescribedRule[] {
  if (module !== "hash-tagging") return [];
  const { unreadable, json } = new YamlConfiguration(node);
  if (unreadable.length > 0) return [];
  const rules = Rules.parse(json).described();
  return rules.map((rule) => ({ ...rule, path: [path, rule.path].filter((part) => part !== "").join(".") }));
}

/** All that a rule may give; nothing of a rule that is off. */
export function tagsOf(rule: DescribedRule): Tag[] {
  if (rule.bucket === null) return [];
  const listed = (["overrides", "pins", "policies"] as const).flatMap((list) =>
    rule[list].map(({ tagValue }, i) => [`${list}[${i}].tagValue`, tagValue] as const),
  );
  const rest = (["defaultTagValue", "anonymousTagValue"] as const).map((name) => [name, rule[name]] as const);
  return [...listed, ...rest].flatMap(([field, value], i) => {
    if (value === null) return [];
    const path = `${rule.path}.${field}`;
    return [{ header: rule.tagHeader, value, path, rule: rule.path, isOfTheRest: i >= listed.length }];
  });
}
