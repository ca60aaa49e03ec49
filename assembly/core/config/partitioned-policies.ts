import { WrittenPolicy } from "../rule/written";
import { decimal } from "../text/text";
import { Fields } from "./fields";
import { LIST_LENGTH, OUT_OF_RANGE } from "./ids";
import { Json } from "./json";
import { itemsOf } from "./list-field";
import { MAX_POLICIES } from "./policies";
import { Report } from "./report";
import { readTagValue } from "./tag-value";
import { readWhole } from "./whole-field";

const FIELDS: string[] = ["tagValue", "weight"];

/**
 * Reads the list `partitionedPolicies` of a rule of this modulo, which is 0 where it could not be read: each policy has
 * as many buckets as its weight says, from where the one before it ends. A weight of 0 keeps a place for later. The sum
 * is at most the modulo; the buckets above it are in no range.
 */
export function readPartitionedPolicies(
  path: string,
  list: Json,
  modulo: i64,
  policies: WrittenPolicy[],
  report: Report,
): void {
  const items = itemsOf(path, list, MAX_POLICIES, report);
  if (items === null) return;
  if (items.length == 0) report.add(LIST_LENGTH, path, "an empty list; add a policy (weight 0 tags nobody)");
  const want = "a whole number from 0 to " + (modulo > 0 ? "modulo, " + decimal(modulo) : "modulo");
  let sum: i64 = 0; // of the weights that could be read
  for (let i = 0; i < items.length; ++i) {
    const fields = new Fields(path + "[" + decimal(i) + "]", items[i], FIELDS, report);
    const from = sum;
    const weight = readWhole(fields, "weight", 0, want, report);
    if (weight >= 0) {
      const fault = sumFault(weight, sum, modulo);
      if (fault.length > 0) report.add(OUT_OF_RANGE, fields.at("weight"), decimal(weight) + fault);
      else sum += weight;
    }
    policies.push(new WrittenPolicy(fields.path, from, sum, readTagValue(fields, "weight 0", report)));
  }
}

/** That this weight makes the sum of those before it too large, with the remedy; "" when it does not. */
function sumFault(weight: i64, before: i64, modulo: i64): string {
  if (modulo == 0 || before + weight <= modulo) return "";
  const seen = " makes the sum " + decimal(before + weight) + ", above modulo " + decimal(modulo);
  return seen + "; lower it to at most " + decimal(modulo - before);
}
