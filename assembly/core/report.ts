import { Json, Kind } from "./json";
import { decimal, MAX_SHOWN, quote } from "./text";

/** Errors kept of one configuration; more are only counted, so that a hostile text cannot flood the log. */
export const MAX_ERRORS = 20;

/** The errors of one configuration: where, and what is wrong with what was seen there and how to mend it. */
export class Report {
  readonly paths: string[] = [];
  readonly messages: string[] = [];
  /** All errors, also those beyond MAX_ERRORS. */
  count: i32 = 0;

  /** True when errors are only counted from here on. */
  get isFull(): bool {
    return this.count >= MAX_ERRORS;
  }

  add(path: string, message: string): void {
    if (++this.count > MAX_ERRORS) return;
    this.paths.push(path);
    this.messages.push(message);
  }

  /** One line an error, as the filter logs them. */
  lines(): string[] {
    const lines: string[] = [];
    for (let i = 0; i < this.paths.length; ++i) {
      const path = this.paths[i];
      lines.push(path.length > 0 ? path + ": " + this.messages[i] : this.messages[i]);
    }
    const hidden = this.count - lines.length;
    if (hidden > 0) lines.push("and " + decimal(hidden) + " more");
    return lines;
  }
}

/** What an error message shows of a value: short, on one line, and telling "100" from 100. */
export function seen(json: Json): string {
  if (json.kind == Kind.Array) return json.items.length == 0 ? "an empty list" : "a list";
  if (json.kind == Kind.Object) return "an object";
  if (json.kind == Kind.String) return quote(json.text);
  return json.text.length > MAX_SHOWN ? json.text.substring(0, MAX_SHOWN) + "…" : json.text;
}
