import { NO_SUCH_CHOICE } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";

/** What `json` says, true or false; `otherwise` where it is missing, and after a report. */
export function boolOf(path: string, json: Json | null, otherwise: bool, report: Report): bool {
  if (json === null) return otherwise;
  if (json.kind == Kind.Boolean) return json.text == "true";
  report.add(NO_SUCH_CHOICE, path, seen(json) + " is neither true nor false; write one of them");
  return otherwise;
}
