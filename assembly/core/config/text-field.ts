import { NOT_A_TEXT, UNQUOTED } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";
import { MAX_SHOWN, quote } from "../text/text";

/** The text that `json` is; null where it is missing, and after a report, in which `want` says what to write. */
export function textOf(path: string, json: Json | null, want: string, report: Report): string | null {
  if (json === null) return null;
  if (json.kind == Kind.String) return json.text;
  if (json.kind == Kind.Array || json.kind == Kind.Object) {
    report.add(NOT_A_TEXT, path, seen(json) + " is not a string; write " + want);
  } else report.add(UNQUOTED, path, unquoted(json.text));
  return null;
}

/** `text`, unless there is a fault to be reported of it, under `id`; then "". */
export function checked(id: string, path: string, text: string, fault: string, report: Report): string {
  if (fault.length == 0) return text;
  report.add(id, path, fault);
  return "";
}

/**
 * What an UNQUOTED error says of a value that is written so. JSON may have it in another way than its file does (0787849
 * in YAML is 787849), so who reads the file says it anew; "" where nothing is written.
 */
export function unquoted(written: string): string {
  if (written.length == 0) return "nothing is written here; write a text, in quotes";
  const shown = written.length > MAX_SHOWN ? written.substring(0, MAX_SHOWN) + "…" : written;
  return shown + " is not a string; put it in quotes exactly as it is written, " + quote(written);
}
