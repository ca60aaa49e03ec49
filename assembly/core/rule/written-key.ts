import { Regex } from "../regex/regex";

/** Where a key may come from. */
export enum SourceKind {
  Header,
  Cookie,
  QueryParam,
  Claim,
  Property,
  Address,
  All,
  /** The host without its port, and the path without the query: for conditions alone. */
  Host,
  Path,
  /** An id that is made for the request; no file names it. */
  Minted,
}

/** A source of a key as checked data. */
export class WrittenSource {
  /** Of All, the sources that are joined. */
  readonly parts: WrittenSource[] = [];
  /** A regular expression whose group takes the key out of the value, and its text; null and "" for all of the value. */
  capture: Regex | null = null;
  captureText: string = "";

  constructor(
    readonly kind: SourceKind,
    /** The header in lower case, the cookie or the parameter; of Claim and Property the path, with NUL between its parts. */
    readonly name: string,
    /** Where it stands in the file. */
    readonly path: string = "",
  ) {}
}

/** Whose request a rule takes it for: the first of `sources` that a request has. */
export class WrittenKey {
  readonly sources: WrittenSource[] = [];
  /** Values that stand for nobody. */
  placeholders: string[] = [];
}

/** The key that is a request header, in lower case; "" stands for one that could not be read. */
export function headerKey(name: string, path: string = ""): WrittenKey {
  const key = new WrittenKey();
  if (name.length > 0) key.sources.push(new WrittenSource(SourceKind.Header, name, path));
  return key;
}

/** True when both give each request the same key. */
export function isSameKey(one: WrittenKey, other: WrittenKey): bool {
  if (!areSame(one.sources, other.sources) || one.placeholders.length != other.placeholders.length)
    return false;
  for (let i = 0; i < one.placeholders.length; ++i) {
    if (!other.placeholders.includes(one.placeholders[i])) return false;
  }
  return true;
}

/** True when both give each request the same value. */
export function isSameSource(one: WrittenSource, other: WrittenSource): bool {
  const isSame = one.kind == other.kind && one.name == other.name && one.captureText == other.captureText;
  return isSame && areSame(one.parts, other.parts);
}

function areSame(some: WrittenSource[], others: WrittenSource[]): bool {
  if (some.length != others.length) return false;
  for (let i = 0; i < some.length; ++i) if (!isSameSource(some[i], others[i])) return false;
  return true;
}
