import type { Rules, Values } from "../core.js";
import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";

/** A tag that ids are sought for. */
export interface Wanted {
  readonly tagHeader: string;
  readonly tagValue: string;
}

/** Reads --find, TAGVALUE or TAGHEADER=TAGVALUE. Throws a Mistake where no rule gives that, or several tag headers may have it. */
export function wantedTag(given: string, rules: Rules): Wanted {
  const possible = rules.possibleTags;
  const wanted = [...possible].flatMap(([tagHeader, tagValues]) =>
    [...tagValues]
      .filter(
        (tagValue) => given === tagValue || given.toLowerCase() === `${tagHeader}=${tagValue}`.toLowerCase(),
      )
      .map((tagValue) => ({ tagHeader, tagValue })),
  );
  const [first, second] = wanted;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    const choices = wanted.map(({ tagHeader, tagValue }) => `${tagHeader}=${tagValue}`);
    throw new Mistake(`--find: ${given} is a value of several headers; write ${choices.join(" or ")}`);
  }
  const all = [...possible].flatMap(([tagHeader, tagValues]) =>
    [...tagValues].map((value) => `${tagHeader}=${value}`),
  );
  if (all.length === 0) throw new Mistake("--find: the rules tag nobody");
  const known = given.includes("=") ? all : all.map((tag) => tag.slice(tag.indexOf("=") + 1));
  const remedy =
    suggest(given, known) || `; they give ${all.slice(0, 10).join(", ")}${all.length > 10 ? " …" : ""}`;
  throw new Mistake(`--find: no rule gives ${JSON.stringify(given)}${remedy}`);
}

/** Those of the ids whose requests get the tag. */
export function idsWith(
  { tagHeader, tagValue }: Wanted,
  ids: readonly string[],
  rules: Rules,
  request: Values,
): string[] {
  const column = rules.tagHeaders.indexOf(tagHeader);
  const values = rules.tagValues;
  const { rows, width } = rules.decideIds(ids, request);
  return ids.filter((_, i) => values[rows[i * width + column]!] === tagValue);
}

/** Ids that are made up: user-1, user-2, …, in batches. */
export function* userIds(most: number, batch: number): Generator<string[]> {
  for (let first = 1; first <= most; first += batch) {
    yield Array.from({ length: Math.min(batch, most - first + 1) }, (_, i) => `user-${first + i}`);
  }
}
