import { type Findings, Rules } from "../../lib/core.ts";

export interface Rule {
  enabled?: boolean;
  name?: string;
  header: string;
  salt?: string;
  modulo: number;
  tagHeader: string;
  defaultTagValue?: string;
  anonymousTagValue?: string;
  policies: { range: number; tagValue: string }[];
}

/** A valid rule: everybody who sends x-user-id gets tag: v. */
export function rule(fields: Partial<Rule> = {}): Rule {
  return {
    header: "x-user-id",
    modulo: 1,
    tagHeader: "tag",
    policies: [{ range: 1, tagValue: "v" }],
    ...fields,
  };
}

/** The same with something else in the place of its policies. */
export function ruleOf<Shares extends object>(
  shares: Shares,
  fields: Partial<Rule> = {},
): Omit<Rule, "policies"> & Shares {
  const { header, modulo, tagHeader } = rule();
  return { header, modulo, tagHeader, ...fields, ...shares };
}

export function configOf(...rules: unknown[]): string {
  return JSON.stringify({ rules });
}

/** The rules of a configuration that must be valid. */
export function accepted(json: string | Uint8Array): Rules {
  const rules = Rules.parse(json);
  if (rules.errors.length > 0) throw new Error(`refused: ${linesOf(rules).join("\n")}`);
  return rules;
}

/** The errors as the filter logs them. */
export function linesOf({ errors }: Findings): string[] {
  return errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
}

/** The warnings in the same way. */
export function warningLinesOf({ warnings }: Findings): string[] {
  return warnings.map(({ id, path, message }) => `${id}: ${path}: ${message}`);
}
