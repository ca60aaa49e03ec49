/** A user's mistake: what the program says about it, one line for each fault, before it exits with 2. */
export class Mistake extends Error {
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}
