/** A user's mistake: what the program says about it, one line for each fault, before it exits with 2. */
export class Mistake extends Error {
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** Why the system refused, in its own words without its jargon: "no such file or directory". */
export function reason(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error && "syscall" in error)) throw error;
  if (error.code === "EISDIR") return "it is a directory";
  return error.message.replace(/^[A-Z0-9_]+: /, "").replace(/, \w+(?: '.*)?$/s, "");
}
