import type { ReadRules } from "../../lib/check/rules-in.js";
import type { Rules } from "../../lib/core.js";
import type { DescribedRule } from "../../lib/described.js";

/** Rules at a moment: their ranges may move with time. */
export interface Moment {
  readonly rules: Rules;
  readonly json: string;
  /** Since 1970. */
  readonly second: number;
  readonly described: readonly DescribedRule[];
}

/** Moves the rules to `second`: a moment of the same rules that was made before no longer counts. */
export function momentOf({ rules, json }: ReadRules, second: number): Moment {
  rules.at(second);
  return { rules, json, second, described: rules.described() };
}
