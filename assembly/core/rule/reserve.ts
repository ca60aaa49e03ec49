/** The headers that belong to the gateway whether or not a rule names them. */
export class Reserve {
  /** In lower case, as are the prefixes. */
  readonly names: string[] = [];
  readonly prefixes: string[] = [];

  /** The item that takes in the header `name`, as it is written in lower case; "" when none does. */
  itemFor(name: string): string {
    if (this.names.includes(name)) return name;
    for (let i = 0; i < this.prefixes.length; ++i) {
      if (name.startsWith(this.prefixes[i])) return this.prefixes[i] + "*";
    }
    return "";
  }
}
