import { Numeral } from "./numeral.js";

/** A part of the file that cannot be carried over; `path` as in the core's errors: rules[0].policies[1].range. */
export interface Fault {
  readonly path: string;
  readonly message: string;
  /** As in the core's findings. */
  readonly id?: string;
}

// Far above any rules file, which has 6 levels and at most 1 MiB: an alias inside its own anchor would go on for
// ever, and aliases of aliases grow exponentially.
const MAX_DEPTH = 16;
const MAX_LENGTH = 1 << 21;

const MAX_FAULTS = 20;

/** Writes YAML values, mappings as Map, as JSON, with each alias written out; what JSON lacks is in `faults`. */
export class JsonWriter {
  readonly faults: Fault[] = [];
  /** What is wrong with a number, by its path. It is null in the JSON, which is right nowhere in a configuration. */
  readonly numerals = new Map<string, string>();
  #length = 0;
  /** Nothing more is to be learned from the rest. */
  #isOver = false;

  write(value: unknown, path = "", depth = 0): string {
    if (value instanceof Numeral) return this.#number(value, path);
    if (typeof value !== "object" || value === null) return this.#scalar(value, path);
    if (depth === MAX_DEPTH) return this.#fail(path, `more than ${MAX_DEPTH} levels of nesting`);
    if (value instanceof Map) return this.#mapping(value, path, depth + 1);
    if (!Array.isArray(value)) throw new TypeError(`${path} is a ${value.constructor.name}`);
    let text = this.#sized("[", path);
    for (const [index, item] of value.entries()) {
      if (this.#isOver) break;
      if (index > 0) text += this.#sized(",", path);
      text += this.write(item, `${path}[${index}]`, depth + 1);
    }
    return `${text}]`;
  }

  #mapping(mapping: Map<unknown, unknown>, path: string, depth: number): string {
    let text = this.#sized("{", path);
    for (const [key, value] of mapping) {
      if (this.#isOver) break;
      const name = key instanceof Numeral ? key.source : key;
      if (typeof name === "object" && name !== null) {
        this.#fail(path, "a list or an object is no field name; write a word");
      } else {
        const quoted = JSON.stringify(String(name));
        text += this.#sized(`${text === "{" ? "" : ","}${quoted}:`, path);
        text += this.write(value, step(path, quoted), depth);
      }
    }
    return `${text}}`;
  }

  #number(numeral: Numeral, path: string): string {
    const number = numeral.toJson();
    if ("json" in number) return this.#sized(number.json, path);
    this.numerals.set(path, number.fault);
    return this.#sized("null", path);
  }

  #scalar(value: unknown, path: string): string {
    if (typeof value === "string" && /\p{Surrogate}/u.test(value)) {
      return this.#fail(path, "half a surrogate pair, which is no character; remove it");
    }
    return this.#sized(JSON.stringify(value), path);
  }

  #sized(text: string, path: string): string {
    this.#length += text.length;
    if (this.#length > MAX_LENGTH && !this.#isOver) {
      this.#isOver = true;
      this.#fail(path, "the aliases make the file too large; write fewer");
    }
    return text;
  }

  #fail(path: string, message: string): string {
    if (this.faults.length === MAX_FAULTS) {
      this.#isOver = true;
      this.faults.push({ path: "", message: "and more" });
    }
    if (this.faults.length < MAX_FAULTS) this.faults.push({ path, message });
    return "";
  }
}

/** The path of a field, as the core writes it: a plain name after a dot, any other quoted in brackets. */
function step(path: string, quoted: string): string {
  const name = quoted.slice(1, -1);
  if (!/^[\w-]{1,40}$/.test(name)) return `${path}[${quoted}]`;
  return path === "" ? name : `${path}.${name}`;
}
