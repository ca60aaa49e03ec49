import { Fields } from "./fields";
import { MISSING_FIELD, NO_SUCH_CHOICE } from "./ids";
import { Report } from "./report";

/**
 * The one of `choices` that the object has; "" after a report that it has none, or more. The choices are among the object's
 * fields. `noun` says in the report what they are.
 */
export function chosen(fields: Fields, choices: string[], noun: string, report: Report): string {
  let name = "";
  for (let i = 0; i < choices.length; ++i) {
    if (fields.optional(choices[i]) === null) continue;
    if (name.length > 0) {
      report.add(NO_SUCH_CHOICE, fields.path, "names " + name + " and " + choices[i] + "; keep one");
      return "";
    }
    name = choices[i];
  }
  if (name.length == 0 && fields.readable && !fields.hasUnknown) {
    report.add(MISSING_FIELD, fields.path, "names no " + noun + "; write one of " + choices.join(", "));
  }
  return name;
}
