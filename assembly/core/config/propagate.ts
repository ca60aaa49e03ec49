import { carriedFault } from "../baggage/tag-name";
import { Reserve } from "../rule/reserve";
import { WrittenRule } from "../rule/written";
import { boolOf } from "./bool-field";
import { Fields } from "./fields";
import { BAD_HEADER } from "./ids";
import { Report } from "./report";

const FIELDS: string[] = ["baggage"];

/** True when tags go into baggage too. A missing field means no. */
export function readPropagate(fields: Fields, rules: WrittenRule[], reserve: Reserve, report: Report): bool {
  const json = fields.optional("propagate");
  if (json === null) return false;
  const propagate = new Fields(fields.at("propagate"), json, FIELDS, report);
  const baggage = propagate.required("baggage", "true or false");
  if (!boolOf(propagate.at("baggage"), baggage, false, report)) return false;
  for (let i = 0; i < rules.length; ++i) {
    const fault = carriedFault(rules[i].tagHeader);
    if (fault.length > 0) report.add(BAD_HEADER, rules[i].path + ".tagHeader", fault + ", or propagate none");
  }
  if (reserve.names.includes("baggage")) {
    report.add(BAD_HEADER, "reserve", '"baggage" carries the tags; take it out, or propagate none');
  }
  return true;
}
