import { WrittenPolicy } from "../rule/written";
import { decimal } from "../text/text";
import { Fields } from "./fields";
import { LIST_LENGTH, NEVER_MATCHES } from "./ids";
import { itemsOf } from "./list-field";
import { Report } from "./report";
import { readTagValue } from "./tag-value";
import { readWhole } from "./whole-field";

/** Of a rule, in either of its lists. */
export const MAX_POLICIES = 1000;

const FIELDS: string[] = ["range", "tagValue"];
const WANT =
  "a list of policies, each with range and tagValue, or partitionedPolicies, each with weight and tagValue";

/** Reads the list `policies` of a rule of this modulo, which is 0 where it could not be read. */
export function readPolicies(rule: Fields, modulo: i64, policies: WrittenPolicy[], report: Report): void {
  const list = rule.required("policies", WANT);
  const path = rule.at("policies");
  const items = itemsOf(path, list, MAX_POLICIES, report);
  if (items === null) return;
  if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; add a policy (range 0 tags nobody)");
  const want = "a whole number from 0 to " + (modulo > 0 ? "modulo, " + decimal(modulo) : "modulo");
  let before: i64 = -1; // the last range that could be read
  for (let i = 0; i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const range = readWhole(fields, "range", 0, want, report);
    if (range >= 0) {
      const fault = rangeFault(range, before, modulo, items.length == 1);
      if (fault.length > 0) report.add(NEVER_MATCHES, fields.at("range"), decimal(range) + fault);
      before = max(before, range);
    }
    policies.push(new WrittenPolicy(fields.path, range, readTagValue(fields, "range 0", report)));
  }
}

/** Why a policy with this range could never match, with the remedy; "" when it can, or when it is the rule's off switch. */
function rangeFault(range: i64, before: i64, modulo: i64, only: bool): string {
  if (modulo > 0 && range > modulo) {
    return " is above modulo " + decimal(modulo) + "; lower it to at most " + decimal(modulo);
  }
  if (range == 0 && !only)
    return " never matches; remove this policy (range 0 is the off switch of a rule with one policy)";
  if (range <= before)
    return " is not above the range before it, " + decimal(before) + ", so it never matches; raise it";
  return "";
}
