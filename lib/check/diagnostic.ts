/** An error refuses a configuration; a warning is of one that surprises; advice of one that is rarely meant. */
export const SEVERITIES = ["error", "warning", "advice"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What there is to say of one place in a file. */
export interface Diagnostic {
  /** The file's name, as it was given. */
  readonly file: string;
  /** From 1, as editors count: the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly id: string;
  /** From the top of the document: spec.pluginConfig.rules[0].modulo; "" is all of it. */
  readonly path: string;
  readonly message: string;
  /** The line of the file that it is about. */
  readonly source: string;
}

/** What was seen of some files. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  /** How many configurations of ours were in them. */
  readonly configurations: number;
}

/** Path and message, as they follow one another in a line. */
export function said({ path, message }: Diagnostic): string {
  return path === "" ? message : `${path}: ${message}`;
}

/** Such as "2 errors, 1 warning and 3 pieces of advice in 3 configurations of 2 files". */
export function summary({ diagnostics, files, configurations }: Checked): string {
  const count = (severity: Severity) => diagnostics.filter((each) => each.severity === severity).length;
  const found = `${many(count("error"), "error")}, ${many(count("warning"), "warning")}`;
  const advice = count("advice") === 0 ? "no advice" : `${many(count("advice"), "piece")} of advice`;
  return `${found} and ${advice} in ${many(configurations, "configuration")} of ${many(files, "file")}`;
}

function many(count: number, what: string): string {
  return `${count === 0 ? "no" : count} ${what}${count === 1 ? "" : "s"}`;
}
