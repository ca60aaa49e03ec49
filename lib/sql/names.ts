/** PostgreSQL cuts a name at 63 bytes. */
const MOST = 40;

/** Names of functions: letters that every engine takes, none of them twice, whatever rules are called. */
export class Names {
  readonly #taken = new Set<string>();

  /** As "app_a_bucket"; "app_a_2_bucket" for the second. */
  of(text: string, suffix: string): string {
    const stem = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .slice(0, MOST)
      .replace(/^(?=[0-9_]|$)/, "r");
    for (let number = 1; ; ++number) {
      const name = `${stem}${number === 1 ? "" : `_${number}`}_${suffix}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }
}
