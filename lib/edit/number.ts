import { configurationsIn } from "../check/rules-in.js";
import { find } from "../yaml/locate.js";

/** A number to write, at its path from the top of the rules: rules[0].policies[1].range. */
export interface Change {
  readonly path: string;
  readonly value: number;
}

/**
 * The YAML or JSON text of some rules, or of a manifest with some, with other numbers in it: all else, comments too, stays as
 * it is written. Undefined where one of the paths does not lead to a number. Throws NotYaml.
 */
export function withNumbers(source: string, changes: readonly Change[]): string | undefined {
  const root = configurationsIn(source).find(({ module }) => module === "hash-tagging")?.node.place;
  if (root === undefined) return undefined;
  const places = changes.map(({ path, value }) => ({ ...find(root, path).place, value }));
  let text = source;
  for (const { offset, written, value } of places.sort((a, b) => b.offset - a.offset)) {
    const end = offset + written.length;
    if (!/^[\d.eE+-]+$/.test(written) || source.slice(offset, end) !== written) return undefined;
    text = `${text.slice(0, offset)}${value}${text.slice(end)}`;
  }
  return text;
}
