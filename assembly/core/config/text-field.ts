import { MAX_NAME } from "../http/header";
import { NOT_A_TEXT, UNQUOTED } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";
import { decimal, MAX_SHOWN, quote } from "../text/text";

/** The text that `json` is; null when it is missing or was reported. `want` tells the report what to write. */
export function textOf(path: string, json: Json | null, want: string, report: Report): string | null {
  if (json === null) return null;
  if (json.kind == Kind.String) return json.text;
  if (json.kind == Kind.Array || json.kind == Kind.Object) {
    report.add(NOT_A_TEXT, path, seen(json) + " is not a string; write " + want);
  } else report.add(UNQUOTED, path, unquoted(json.text));
  return null;
}

/** That `text` has more than MAX_NAME characters, with the remedy; "" when it has not. */
export function lengthFault(text: string): string {
  if (text.length <= MAX_NAME) return "";
  return quote(text) + " is longer than " + decimal(MAX_NAME) + " characters; shorten it";
}

/** Returns `text`, or reports `fault` under `id` and returns "". An empty fault is none. */
export function checked(id: string, path: string, text: string, fault: string, report: Report): string {
  if (fault.length == 0) return text;
  report.add(id, path, fault);
  return "";
}

/**
 * The message of an UNQUOTED error for a value as it is written. A file may write it in another way than its JSON (0787849
 * in YAML is 787849), so the reader of the file asks for it anew; "" where nothing is written.
 */
export function unquoted(written: string): string {
  if (written.length == 0) return "nothing is written here; write a text, in quotes";
  const shown = written.length > MAX_SHOWN ? written.substring(0, MAX_SHOWN) + "…" : written;
  return shown + " is not a string; put it in quotes exactly as it is written, " + quote(written);
}
