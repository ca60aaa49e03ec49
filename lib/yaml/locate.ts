import type { Field, Place } from "./places.js";

/** What a path leads to. */
export interface Found {
  /** The value; where a part of the path is missing from the file, what should hold it. */
  readonly place: Place;
  /** The offset of the value's key; undefined in a list, and where a part is missing. */
  readonly key: number | undefined;
}

/** Follows `path`, as the core writes it, from `root`. */
export function find(root: Place, path: string): Found {
  let found: Found = { place: root, key: undefined };
  for (const [, index, quoted, plain] of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w-]+)/g)) {
    const { place } = found;
    const field = index === undefined ? fieldOf(place, nameTest(quoted, plain)) : undefined;
    const next = index === undefined ? field?.value : place.items[Number(index)];
    if (next === undefined) return { place, key: undefined };
    found = { place: next, key: field?.key };
  }
  return found;
}

/** The core cuts a long name short, and says so with an ellipsis. */
function nameTest(quoted: string | undefined, plain: string | undefined): (name: string) => boolean {
  if (quoted === undefined) return (name) => name === plain;
  const shown: string = JSON.parse(quoted);
  const start = shown.slice(0, -1);
  return (name) => name === shown || (shown.endsWith("…") && name.startsWith(start));
}

/** A mapping's own field, else the first that a merge key brings in. */
function fieldOf(place: Place, isIt: (name: string) => boolean, seen = new Set<Place>()): Field | undefined {
  if (seen.has(place)) return undefined; // merged into itself
  seen.add(place);
  for (const [name, field] of place.fields) if (isIt(name)) return field;
  for (const source of place.merged.flatMap((merged) => [merged, ...merged.items])) {
    const field = fieldOf(source, isIt, seen);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** Line and column of `offset` as editors count them: from 1, the column in UTF-16 units; CR, LF and CRLF end a line. */
export function lineAndColumn(source: string, offset: number): string {
  const lines = source.slice(0, offset).split(/\r\n|\r|\n/);
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}
