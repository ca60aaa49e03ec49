import { carriedFault } from "../baggage/tag-name";
import { Reserve } from "../rule/reserve";
import { WrittenRule } from "../rule/written";
import { Fields } from "./fields";
import { BAD_HEADER, NO_SUCH_CHOICE } from "./ids";
import { Kind } from "./json";
import { Report, seen } from "./report";

const FIELDS: string[] = ["baggage"];

/** Whether tags go into baggage too; not when nothing is said of it. */
export function readPropagate(fields: Fields, rules: WrittenRule[], reserve: Reserve, report: Report): bool {
  const json = fields.optional("propagate");
  if (json === null) return false;
  const propagate = new Fields(fields.at("propagate"), json, FIELDS, report);
  const baggage = propagate.required("baggage", "true or false");
  if (baggage === null) return false;
  if (baggage.kind != Kind.Boolean) {
    report.add(
      NO_SUCH_CHOICE,
      propagate.at("baggage"),
      seen(baggage) + " is neither true nor false; write one of them",
    );
  }
  if (baggage.text != "true") return false;
  for (let i = 0; i < rules.length; ++i) {
    const fault = carriedFault(rules[i].tagHeader);
    if (fault.length > 0) report.add(BAD_HEADER, rules[i].path + ".tagHeader", fault + ", or propagate none");
  }
  if (reserve.names.includes("baggage")) {
    report.add(BAD_HEADER, "reserve", '"baggage" carries the tags; take it out, or propagate none');
  }
  return true;
}
