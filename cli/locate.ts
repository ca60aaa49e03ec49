import type { Field, Place } from "./places.js";

/**
 * The offset of what `path`, as the core writes it, leads to below `root`: of the value, or with `atKey` of its key.
 * Where a part of the path is missing from the file, the offset of what should hold it.
 */
export function locate(root: Place, path: string, atKey: boolean): number {
  let place = root;
  let offset = root.offset;
  for (const [, index, quoted, plain] of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w-]+)/g)) {
    const field = index === undefined ? fieldOf(place, nameTest(quoted, plain)) : undefined;
    const next = index === undefined ? field?.value : place.items[Number(index)];
    if (next === undefined) return place.offset;
    place = next;
    offset = atKey && field !== undefined ? field.key : next.offset;
  }
  return offset;
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
