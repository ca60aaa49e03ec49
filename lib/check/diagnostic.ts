/** What there is to say of one place in a file. */
export interface Diagnostic {
  /** The file's name, as it was given. */
  readonly file: string;
  /** From 1, as editors count: the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
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

/** Such as "2 errors and 1 warning in 3 configurations of 2 files". */
export function summary({ diagnostics, files, configurations }: Checked): string {
  const count = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((each) => each.severity === severity).length;
  const found = `${many(count("error"), "error")} and ${many(count("warning"), "warning")}`;
  return `${found} in ${many(configurations, "configuration")} of ${many(files, "file")}`;
}

function many(count: number, what: string): string {
  return `${count === 0 ? "no" : count} ${what}${count === 1 ? "" : "s"}`;
}
