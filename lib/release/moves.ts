import { Census } from "../census/census.js";
import type { Rules } from "../core.js";
import { highest, type Range, type Release, type Share } from "./release.js";
import { parsedAt } from "./rules.js";
import { isDone, type State } from "./states.js";

/** Some users, who have the same tags in a state as in the next: so many of all buckets, and the value of each tag. */
export interface Group {
  readonly buckets: number;
  readonly before: ReadonlyMap<string, string | null>;
  readonly after: ReadonlyMap<string, string | null>;
}

/**
 * Who is where in two states, counted by the core over all values of the hash, in whole buckets: the users in groups that
 * go the same way. Tags of one salt are of the same users; tags of others are independent of them, and have groups of
 * their own. A schedule counts as what it comes to; in `after`, as `size` says. Testers are not counted.
 */
export function groupsOf(release: Release, before: State, after: State, size: Size = highest): Group[][] {
  const census = Census.ofBoth(parsed(release, before, highest), parsed(release, after, size), 0);
  const salts = new Set(release.tags.map(({ salt }) => salt));
  return [...salts].map((salt) => {
    const headers = release.tags.filter((tag) => tag.salt === salt).map(({ header }) => header);
    const places = [...census.tagHeaders.keys()].filter((i) => headers.includes(census.tagHeaders[i]!.name));
    const rows = census.joint(places).rows();
    const groups: Group[] = [];
    for (let at = 0; at < rows.length; at += places.length + 1) {
      const valuesOf = (isAfter: boolean) => {
        const values = new Map<string, string | null>(headers.map((header) => [header, null]));
        for (const [i, place] of places.entries()) {
          const tagHeader = census.tagHeaders[place]!;
          const value = tagHeader.tagValues[rows[at + 1 + i]!]!;
          if (tagHeader.isAfter === isAfter) values.set(tagHeader.name, value);
        }
        return values;
      };
      const buckets = Math.round(rows[at]! * release.modulo);
      groups.push({ buckets, before: valuesOf(false), after: valuesOf(true) });
    }
    return groups;
  });
}

/** How many buckets a range is taken for. */
type Size = (range: Range) => number;

function parsed(release: Release, state: State, size: Size): Rules {
  const sized = (share: Share): Share =>
    isDone(share)
      ? share
      : { ranges: new Map([...share.ranges].map(([value, range]) => [value, size(range)])) };
  const shares = [...state.shares].map(([header, share]) => [header, sized(share)] as const);
  return parsedAt(release, { ...state, shares: new Map(shares) });
}
