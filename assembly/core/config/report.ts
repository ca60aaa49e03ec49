import { Json, Kind } from "./json";
import { decimal, MAX_SHOWN, quote } from "../text/text";

/** Findings kept of one configuration; more are only counted, so that a hostile text cannot flood the log. */
export const MAX_FINDINGS = 20;

/** What there is to say of one place in a configuration. */
export class Finding {
  constructor(
    /** What kind it is, for programs; of an error, one of ids.ts. */
    readonly id: string,
    /** Where; "" is the whole text. */
    readonly path: string,
    /** What was seen there, and how to mend it. */
    readonly message: string,
  ) {}
}

/** The first MAX_FINDINGS of one sort, and how many there are. */
export class Findings {
  readonly kept: Finding[] = [];
  /** All of them, also those that are not kept. */
  count: i32 = 0;

  add(finding: Finding): void {
    if (++this.count <= MAX_FINDINGS) this.kept.push(finding);
  }

  /** How many are only counted. */
  get hidden(): i32 {
    return this.count - this.kept.length;
  }

  /** One line each, as the filter logs them. */
  lines(withIds: bool): string[] {
    const lines: string[] = [];
    for (let i = 0; i < this.kept.length; ++i) {
      const finding = this.kept[i];
      const id = withIds ? finding.id + ": " : "";
      const path = finding.path.length > 0 ? finding.path + ": " : "";
      lines.push(id + path + finding.message);
    }
    if (this.hidden > 0) lines.push("and " + decimal(this.hidden) + " more");
    return lines;
  }
}

/** What was found in one configuration. An error refuses it; a warning never does. */
export class Report {
  readonly errors: Findings = new Findings();
  readonly warnings: Findings = new Findings();
  /** How many regular expressions were read. */
  expressions: i32 = 0;
  /** How many instructions those have that are run without a table. */
  instructions: i32 = 0;
  /** How many conditions. */
  conditions: i32 = 0;

  /** How many errors there are. */
  get count(): i32 {
    return this.errors.count;
  }

  /** True when errors are only counted from here on. */
  get isFull(): bool {
    return this.count >= MAX_FINDINGS;
  }

  add(id: string, path: string, message: string): void {
    this.errors.add(new Finding(id, path, message));
  }

  /** Counts an error beyond those that are kept. Nobody reads its message, so it needs none. */
  addUnseen(): void {
    ++this.errors.count;
  }

  warn(id: string, path: string, message: string): void {
    this.warnings.add(new Finding(id, path, message));
  }

  /** The errors, a line each. */
  lines(): string[] {
    return this.errors.lines(false);
  }

  /** The warnings, a line each. */
  warningLines(): string[] {
    return this.warnings.lines(true);
  }
}

/** What an error message shows of a value: short, on one line, and telling "100" from 100. */
export function seen(json: Json): string {
  if (json.kind == Kind.Array) return json.items.length == 0 ? "an empty list" : "a list";
  if (json.kind == Kind.Object) return "an object";
  if (json.kind == Kind.String) return quote(json.text);
  return json.text.length > MAX_SHOWN ? json.text.substring(0, MAX_SHOWN) + "…" : json.text;
}
