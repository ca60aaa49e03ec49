import type { Finding, Findings } from "../core.js";
import { asWritten } from "./as-written.js";
import type { Node } from "./documents.js";
import { type Fault, JsonWriter } from "./json.js";
import { find } from "./locate.js";

/** What there is to say of a value, and where it stands in the text. */
export interface Located {
  readonly offset: number;
  readonly id: string;
  /** From the configuration's own top; "" is all of it. */
  readonly path: string;
  readonly message: string;
}

/** A configuration as a YAML file has it: what the core is to read, and where what it says of it stands. */
export class YamlConfiguration {
  /** In JSON, with merge keys and aliases written out and numbers as the file has them. */
  readonly json: string;
  /** The parts which JSON cannot carry over unchanged; with any, `json` is of no use. */
  readonly unreadable: readonly Located[];
  readonly #numerals: ReadonlyMap<string, string>;

  constructor(private readonly node: Node) {
    const writer = new JsonWriter();
    this.json = writer.write(node.value);
    this.#numerals = writer.numerals;
    this.unreadable = writer.faults.map((fault) => this.locate(fault));
  }

  /** What is wrong, after what the core says of `json`: of values that JSON cannot carry it has seen a stand-in. */
  errors({ errors }: Findings): Located[] {
    const written = (path: string) => find(this.node.place, path).place.written;
    return asWritten(errors, this.#numerals, written).map((fault) => this.locate(fault));
  }

  warnings({ warnings }: Findings): Located[] {
    return warnings.map((warning) => this.locate(warning));
  }

  /** Where a finding stands. */
  locate({ id = "", path, message }: Fault | Finding): Located {
    const { place, key } = find(this.node.place, path);
    return { offset: id === "unknown-field" ? (key ?? place.offset) : place.offset, id, path, message };
  }
}
