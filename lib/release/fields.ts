import type { Finding } from "../core.js";
import { suggest } from "../suggest.js";

/** What is wrong with a release file, by its paths. */
export class Faults {
  readonly errors: Finding[] = [];

  add(id: string, path: string, message: string): undefined {
    this.errors.push({ id, path, message });
  }
}

/** The fields of an object in JSON. What is missing or of the wrong kind goes into `faults`, and comes out as undefined. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #asked = new Set<string>();

  constructor(
    value: unknown,
    readonly path: string,
    readonly faults: Faults,
  ) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isObject)
      faults.add("not-an-object", path, `${shown(value)} is no object; write fields: name: value`);
    this.#fields = isObject ? (value as Record<string, unknown>) : {};
  }

  get names(): string[] {
    return Object.keys(this.#fields);
  }

  has(name: string): boolean {
    this.#asked.add(name);
    return this.#fields[name] !== undefined;
  }

  /** The path of a field. */
  at(name: string): string {
    return step(this.path, name);
  }

  value(name: string): unknown {
    this.#asked.add(name);
    return this.#fields[name];
  }

  /** A text that is not empty; `otherwise` where it is missing. */
  text(name: string, otherwise?: string): string | undefined {
    const value = this.has(name) ? this.#fields[name] : otherwise;
    if (value === undefined) return this.missing(name);
    return textOf(value, this.at(name), this.faults);
  }

  /** The one of `choices` that stands there; the first where none does. */
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.value(name);
    if (value === undefined) return choices[0];
    const chosen = choices.find((each) => each === value);
    if (chosen === undefined) {
      const remedy = typeof value === "string" ? suggest(value, choices) : "";
      this.faults.add(
        "no-such-choice",
        this.at(name),
        `${shown(value)} is none of ${choices.join(", ")}${remedy}`,
      );
    }
    return chosen ?? choices[0];
  }

  /** A whole number from `least` to `most`; `otherwise` where it is missing. */
  whole(name: string, least: number, most: number, otherwise?: number): number | undefined {
    const value = this.has(name) ? this.#fields[name] : otherwise;
    if (value === undefined) return this.missing(name);
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    return this.faults.add(
      "out-of-range",
      this.at(name),
      `${shown(value)} is no whole number from ${least} to ${most}`,
    );
  }

  flag(name: string): boolean {
    const value = this.has(name) ? this.#fields[name] : false;
    if (typeof value === "boolean") return value;
    this.faults.add("no-such-choice", this.at(name), `${shown(value)} is neither true nor false`);
    return false;
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.value(name);
    if (value === undefined) return this.missing(name);
    if (Array.isArray(value) && value.length > 0) return value as unknown[];
    const what = Array.isArray(value) ? "an empty list" : `${shown(value)} is no list`;
    return this.faults.add("not-a-list", this.at(name), `${what}; write at least one entry`);
  }

  fields(name: string): Fields | undefined {
    const value = this.value(name);
    if (value === undefined) return this.missing(name);
    return new Fields(value, this.at(name), this.faults);
  }

  missing(name: string): undefined {
    return this.faults.add("missing-field", this.path, `${name} is missing`);
  }

  /** Refuses the fields that nobody has asked for. */
  close(): void {
    for (const name of this.names.filter((each) => !this.#asked.has(each))) {
      const remedy =
        suggest(name, [...this.#asked]) || `; the fields here are ${[...this.#asked].join(", ")}`;
      this.faults.add("unknown-field", this.at(name), `unknown field${remedy}`);
    }
  }
}

/** A text that is not empty. */
export function textOf(value: unknown, path: string, faults: Faults): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  if (value === "") return faults.add("not-a-text", path, "an empty text; write a word");
  const isScalar = typeof value !== "object" || value === null;
  return faults.add(isScalar ? "unquoted" : "not-a-text", path, `${shown(value)} is no text; quote it`);
}

/** The path of a field, as the core writes it. */
export function step(path: string, name: string): string {
  if (!/^[\w-]{1,40}$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** A value in a message, cut short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
