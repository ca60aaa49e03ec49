/** What a command that is a test found to fail: one line for each thing, before it exits with 1. */
export class Failure extends Error {
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}
