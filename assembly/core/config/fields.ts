import { Json, Kind } from "./json";
import { Report, seen } from "./report";
import { lowerCase, quote } from "../text/text";

/** The id of the error that stands at a field's name, not at its value. */
const UNKNOWN_FIELD = "unknown-field";

/**
 * The fields of one object, strictly: a field not in `known`, or given twice, is reported where it stands.
 * Something that is not an object is reported too and then has no fields.
 */
export class Fields {
  private readonly values: Array<Json | null>;
  /** False when `json` is no object: nothing more can be said of its fields. */
  readonly readable: bool;

  constructor(
    readonly path: string,
    json: Json,
    private readonly known: string[],
    private readonly report: Report,
  ) {
    this.values = new Array<Json | null>(known.length);
    this.readable = json.kind == Kind.Object;
    if (!this.readable) {
      report.add(path, seen(json) + " is not an object; write its fields " + known.join(", "));
    }
    for (let i = 0; i < json.keys.length; ++i) {
      const key = json.keys[i];
      const index = known.indexOf(key);
      if (index < 0) this.unknown(key);
      else if (this.values[index] !== null) report.add(this.at(key), "given twice; keep one");
      else this.values[index] = json.items[i];
    }
  }

  /** The path of the field `key`. */
  at(key: string): string {
    return this.path.length > 0 ? this.path + "." + key : key;
  }

  optional(key: string): Json | null {
    return this.values[this.known.indexOf(key)];
  }

  /** The field, or null after a report that it is missing. `want` says what to write there. */
  required(key: string, want: string): Json | null {
    const value = this.optional(key);
    if (value === null && this.readable) this.report.add(this.at(key), "missing; add " + want);
    return value;
  }

  private unknown(key: string): void {
    if (this.report.isFull) return this.report.addUnseen(); // a hostile text has thousands
    const plain = isPlain(key);
    const path = plain ? this.at(key) : this.path + "[" + quote(key) + "]";
    const near = plain ? nearest(key, this.known) : "";
    const remedy =
      near.length > 0 ? 'did you mean "' + near + '"?' : "the fields here are " + this.known.join(", ");
    this.report.add(path, "unknown field; " + remedy, UNKNOWN_FIELD);
  }
}

/** Can stand in a path as it is: short, and of letters, digits, _ and - only. */
function isPlain(key: string): bool {
  if (key.length == 0 || key.length > 40) return false;
  for (let i = 0; i < key.length; ++i) {
    const unit = key.charCodeAt(i);
    const letter = unit | 0x20;
    const word =
      (letter >= 0x61 && letter <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit == 0x5f || unit == 0x2d;
    if (!word) return false;
  }
  return true;
}

/** The word within two edits of `key`, letter case apart, or "" when none is. */
function nearest(key: string, words: string[]): string {
  let best = "";
  let least = 3;
  for (let i = 0; i < words.length; ++i) {
    const edits = distance(lowerCase(key), lowerCase(words[i]));
    if (edits < least) {
      least = edits;
      best = words[i];
    }
  }
  return best;
}

/** Levenshtein's distance: insertions, deletions and substitutions; Wagner and Fischer's row-by-row method. */
function distance(from: string, to: string): i32 {
  const row = new Array<i32>(to.length + 1);
  for (let j = 0; j <= to.length; ++j) row[j] = j;
  for (let i = 1; i <= from.length; ++i) {
    let diagonal = row[0];
    row[0] = i;
    for (let j = 1; j <= to.length; ++j) {
      const substituted = diagonal + (from.charCodeAt(i - 1) == to.charCodeAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = min(substituted, min(row[j], row[j - 1]) + 1);
    }
  }
  return row[to.length];
}
