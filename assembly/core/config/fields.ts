import { GIVEN_TWICE, MISSING_FIELD, NOT_AN_OBJECT, UNKNOWN_FIELD } from "./ids";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";
import { lowerCase, quote } from "../text/text";

/**
 * The fields of one object. A field that is not in `known`, or is given twice, is reported where it stands. A misspelt one
 * still stands for the field that is meant: its own faults are found too, and the field is not missing. What is no object is
 * reported, and has no fields.
 */
export class Fields {
  private readonly values: Array<Json | null>;
  /** The fields' names as they are written. */
  private readonly names: string[];
  /** True when there is a field that is not in `known`. */
  hasUnknown: bool = false;
  /** False when `json` is no object: nothing more can be said of its fields. */
  readonly readable: bool;

  constructor(
    readonly path: string,
    json: Json,
    private readonly known: string[],
    private readonly report: Report,
  ) {
    this.values = new Array<Json | null>(known.length);
    this.names = known.slice();
    this.readable = json.kind == Kind.Object;
    if (!this.readable) {
      const remedy = known.length == 0 ? "write {}" : "write its fields " + known.join(", ");
      report.add(NOT_AN_OBJECT, path, seen(json) + " is not an object; " + remedy);
    }
    for (let i = 0; i < json.keys.length; ++i) {
      const index = known.indexOf(json.keys[i]);
      if (index < 0) continue;
      if (this.values[index] === null) this.values[index] = json.items[i];
      else report.add(GIVEN_TWICE, this.at(known[index]), "given twice; keep one");
    }
    for (let i = 0; i < json.keys.length; ++i) {
      if (!known.includes(json.keys[i])) this.unknown(json.keys[i], json.items[i]);
    }
  }

  /** The path of the field `key`, as it is written. */
  at(key: string): string {
    const name = this.names[this.known.indexOf(key)];
    return this.path.length > 0 ? this.path + "." + name : name;
  }

  optional(key: string): Json | null {
    return this.values[this.known.indexOf(key)];
  }

  /** The field, or null after a report that it is missing. `want` says what to write there. */
  required(key: string, want: string): Json | null {
    const value = this.optional(key);
    if (value === null && this.readable) {
      this.report.add(MISSING_FIELD, this.at(key), "missing; add " + want);
    }
    return value;
  }

  private unknown(key: string, value: Json): void {
    this.hasUnknown = true;
    if (this.report.isFull) return this.report.addUnseen(); // a hostile text has thousands
    const near = isPlain(key) ? nearest(key, this.known) : "";
    const at = memberPath(this.path, key);
    if (near.length == 0) {
      const list = this.known.join(", ");
      const remedy = list.length == 0 ? "no field belongs here; remove it" : "the fields here are " + list;
      return this.report.add(UNKNOWN_FIELD, at, "unknown field; " + remedy);
    }
    this.report.add(UNKNOWN_FIELD, at, 'unknown field; did you mean "' + near + '"?');
    const index = this.known.indexOf(near);
    if (this.values[index] !== null) return;
    this.values[index] = value;
    this.names[index] = key;
  }
}

/** The path of what the object at `path` has under any name. */
export function memberPath(path: string, key: string): string {
  if (!isPlain(key)) return path + "[" + quote(key) + "]";
  return path.length > 0 ? path + "." + key : key;
}

/** True when it can stand in a path as it is: short, and of letters, digits, _ and - only. */
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
