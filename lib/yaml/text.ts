import * as yaml from "js-yaml";
import type { Finding } from "../core.js";
import { asWritten } from "./as-written.js";
import { type Fault, JsonWriter } from "./json.js";
import { find, lineAndColumn } from "./locate.js";
import { Mistake } from "../mistake.js";
import { numeralTags } from "./numeral.js";
import { type Place, PlaceFinder } from "./places.js";

// YAML 1.2's core schema, in which `on` is a word, with the merge key `<<` of YAML 1.1.
const SCHEMA = yaml.CORE_SCHEMA.withTags(yaml.mergeTag, yaml.realMapTag, numeralTags);

// Far above what a rules file needs.
const MAX_DEPTH = 16;
const MAX_ALIASES = 1000;

/** A YAML file of one document. `file` is the name that messages give it. */
export class YamlText {
  /** The document in JSON, with merge keys and aliases written out and numbers as the file has them. */
  readonly json: string;
  readonly #root: Place;
  readonly #numerals: ReadonlyMap<string, string>;

  /** Throws a Mistake that names each part which is not YAML, or which JSON cannot carry over unchanged. */
  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {
    const { root, value } = this.#document();
    this.#root = root;
    const writer = new JsonWriter();
    this.json = writer.write(value);
    this.#numerals = writer.numerals;
    if (writer.faults.length > 0) throw this.mistake(writer.faults);
  }

  /** The faults as lines that editors can follow: rules.yaml:5:13: rules[0].modulo: … */
  mistake(faults: readonly Fault[]): Mistake {
    return new Mistake(...faults.map((fault) => this.#lineOf(fault, "")));
  }

  /** What is wrong, after what the core says of `json`: of values that JSON cannot carry it has seen a stand-in. */
  faults(errors: readonly Finding[]): Fault[] {
    return asWritten(errors, this.#numerals, (path) => find(this.#root, path).place.written);
  }

  /** The warnings in the same form: rules.yaml:2:1: warning: tag-headers: rules: … */
  warnings(warnings: readonly Finding[]): string[] {
    return warnings.map((warning) =>
      this.#lineOf(warning, warning.id === "" ? "warning: " : `warning: ${warning.id}: `),
    );
  }

  #lineOf({ id, path, message }: Fault, sort: string): string {
    const { place, key } = find(this.#root, path);
    const offset = id === "unknown-field" ? (key ?? place.offset) : place.offset;
    return this.#line(offset, path === "" ? `${sort}${message}` : `${sort}${path}: ${message}`);
  }

  #document(): { root: Place; value: unknown } {
    const { events, values } = this.#read();
    const roots = new PlaceFinder(this.source).find(events);
    const documents = roots.map((root, index) => ({ root, value: values[index] }));
    const [first, second] = documents.filter(({ value }) => value !== null);
    if (first === undefined) throw new Mistake(`${this.file}: no rules; the file is empty`);
    if (second === undefined) return first;
    throw new Mistake(this.#line(second.root.offset, "a second document; keep one in the file"));
  }

  #read(): { events: yaml.Event[]; values: unknown[] } {
    try {
      const events = yaml.parseEvents(this.source, { maxDepth: MAX_DEPTH });
      const options = { source: this.source, schema: SCHEMA, maxAliases: MAX_ALIASES };
      return { events, values: yaml.constructFromEvents(events, options) };
    } catch (error) {
      if (!(error instanceof yaml.YAMLException) || error.mark === undefined) throw error;
      throw new Mistake(this.#line(error.mark.position, `not YAML: ${error.reason}`));
    }
  }

  #line(offset: number, message: string): string {
    return `${this.file}:${lineAndColumn(this.source, offset)}: ${message}`;
  }
}
