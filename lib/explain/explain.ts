import type { Rules, Values } from "../core.js";
import type { Decision } from "../explanation.js";
import { conditionsOf, whyOf } from "./why.js";

/** How a request comes to its tags, with words for each rule. */
export interface Explained {
  readonly tagHeaders: readonly {
    readonly tagHeader: string;
    /** Null: the header is removed. */
    readonly tagValue: string | null;
    readonly rules: readonly (Decision & {
      /** The sentence, and what the rule's conditions came to. */
      readonly why: string;
      readonly conditions: readonly string[];
    })[];
  }[];
}

/** How a request comes to its tags, of whoever has the `id` where one is given; `request` as for Rules.tags. */
export function explain(rules: Rules, request: Values, id?: string): Explained {
  const { tagHeaders } = rules.explain(request, id);
  return {
    tagHeaders: tagHeaders.map(({ tagHeader, tagValue, rules: decisions }) => ({
      tagHeader,
      tagValue,
      rules: decisions.map((each) => ({
        ...each,
        why: whyOf(each, yields(each.reason) ? tagValue : null),
        conditions: conditionsOf(each),
      })),
    })),
  };
}

/** Whether a rule that decided so is the one whose tag value the header gets, if only none. */
function yields(reason: string): boolean {
  return !["not-asked", "off", "no-match", "no-key", "no-range"].includes(reason);
}

/** The same as text: a block for each tag header, a line for each of its rules and of their conditions. */
export function asText({ tagHeaders }: Explained): string {
  const blocks = tagHeaders.map(({ tagHeader, tagValue, rules }) => {
    const result = `${tagHeader}: ${tagValue ?? "none, the header is removed"}\n`;
    return result + ruleLines(rules);
  });
  return blocks.join("");
}

/** The lines of a tag header's rules, each of them indented. */
export function ruleLines(rules: Explained["tagHeaders"][number]["rules"]): string {
  const lines = rules.map(({ rule, why, conditions }) =>
    [`  rule ${rule}: ${why}\n`, ...conditions.map((line) => `    ${line}\n`)].join(""),
  );
  return lines.join("");
}
