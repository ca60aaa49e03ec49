import type { Findings } from "../core.js";
import { Mistake } from "../mistake.js";
import { type Located, YamlConfiguration } from "./configuration.js";
import { type Node, NotYaml, readDocuments } from "./documents.js";
import { lineAndColumn } from "./locate.js";

/** A YAML file of one configuration. `file` is the name that messages give it. */
export class YamlText {
  readonly #configuration: YamlConfiguration;

  /** Throws a Mistake that names each part which is not YAML, or which JSON cannot carry over unchanged. */
  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {
    this.#configuration = new YamlConfiguration(this.#document());
    const { unreadable } = this.#configuration;
    if (unreadable.length > 0) throw this.#mistake(unreadable);
  }

  get json(): string {
    return this.#configuration.json;
  }

  /** Throws a Mistake of what is wrong, in lines that editors can follow: rules.yaml:5:13: rules[0].modulo: … */
  refuse(findings: Findings): void {
    const errors = this.#configuration.errors(findings);
    if (errors.length > 0) throw this.#mistake(errors);
  }

  /** The warnings in the same form: rules.yaml:2:1: warning: tag-headers: rules: … */
  warnings(findings: Findings): string[] {
    const warnings = this.#configuration.warnings(findings);
    return warnings.map((each) => this.#lineOf(each, each.id === "" ? "warning: " : `warning: ${each.id}: `));
  }

  /** Where the value at `path` stands: tests.yaml:5:3. */
  placeOf(path: string): string {
    return this.#placeOf(this.#configuration.locate({ path, message: "" }).offset);
  }

  #document(): Node {
    try {
      const [first, second] = readDocuments(this.source);
      if (first === undefined) throw new Mistake(`${this.file}: the file is empty`);
      if (second === undefined) return first;
      throw new NotYaml(second.place.offset, "a second document; keep one in the file");
    } catch (error) {
      if (!(error instanceof NotYaml)) throw error;
      throw new Mistake(this.#line(error.offset, error.message));
    }
  }

  #mistake(faults: readonly Located[]): Mistake {
    return new Mistake(...faults.map((fault) => this.#lineOf(fault, "")));
  }

  #lineOf({ offset, path, message }: Located, sort: string): string {
    return this.#line(offset, path === "" ? `${sort}${message}` : `${sort}${path}: ${message}`);
  }

  #line(offset: number, message: string): string {
    return `${this.#placeOf(offset)}: ${message}`;
  }

  #placeOf(offset: number): string {
    return `${this.file}:${lineAndColumn(this.source, offset)}`;
  }
}
