import { decimal } from "../text/text";
import { Fields } from "./fields";
import { NEVER_MATCHES } from "./ids";
import { Report } from "./report";
import { readWhole } from "./whole-field";

/**
 * The field `range`, also after a report that it is above the modulo; -1 after a report that it cannot be read. `modulo`
 * is 0 where it could not be read.
 */
export function rangeIn(fields: Fields, modulo: i64, report: Report): i64 {
  const limit = modulo > 0 ? "modulo, " + decimal(modulo) : "modulo";
  const range = readWhole(fields, "range", 0, "a whole number from 0 to " + limit, report);
  if (modulo > 0 && range > modulo) {
    const fault = decimal(range) + " is above modulo " + decimal(modulo);
    report.add(NEVER_MATCHES, fields.at("range"), fault + "; lower it to at most " + decimal(modulo));
  }
  return range;
}
