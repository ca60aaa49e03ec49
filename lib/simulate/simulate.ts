import { Census, uncounted } from "../census/census.js";
import type { Rules, Values } from "../core.js";
import { mixesSeen, type Mix } from "../census/seen.js";
import { type Basis, sharesOf, sharesSeen, usersOf } from "../census/shares.js";
import { OF_20, OF_1000, wilson } from "../census/wilson.js";
import { idsOf, type Population } from "../population/population.js";
import { type Overlap, overlapsOf } from "./overlap.js";

/** Above so many tag headers their pairs are not looked at: nobody reads them. */
const MOST_TAG_HEADERS = 32;

/** What some users get. Shares are parts of 1. */
export interface Simulation {
  readonly users: number;
  /** In the order of the file, and behind the tag values of each the users without one. */
  readonly tags: readonly TagShare[];
  /** Those that somebody has, most users first. */
  readonly mixes: readonly MixShare[];
  readonly overlaps: readonly Overlap[];
  /** The paths of what is not looked at: where rules apply, and what overrides them. */
  readonly uncounted: readonly string[];
  /** Whether the requests are described: then those are only what depends on the id. */
  readonly isForRequest: boolean;
  /** How many keys the rules have. */
  readonly keys: number;
}

export interface TagShare {
  readonly tagHeader: string;
  readonly tagValue: string | null;
  /** By the rules, and how that is known; null where it cannot be counted. */
  readonly expected: number | null;
  readonly basis: Basis | null;
  /** How many users have it, which share that is, and between which shares the true one then lies, 19 times out of 20. */
  readonly users: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** True where that is so far from what is expected as one of a thousand is by chance: the ids do not spread. */
  readonly isFar: boolean;
}

export interface MixShare {
  readonly tags: Readonly<Record<string, string>>;
  readonly expected: number | null;
  readonly users: number;
}

/**
 * What users get by rules that have no error: an id is the key of each rule. `second`, since 1970, is for schedules; `request` is
 * what their requests have beside the id, for match, unless and overrides.
 */
export function simulate(rules: Rules, population: Population, second: number, request?: Values): Simulation {
  const census = Census.of(rules, second, request);
  const { ids, isShared } = idsOf(population, census.keys);
  const mixes = mixesSeen(census, ids, isShared);
  const users = usersOf(mixes);
  return {
    users,
    tags: census.tagHeaders.flatMap((_, tagHeader) => tagsOf(census, tagHeader, mixes, users)),
    mixes: mixSharesOf(census, mixes),
    overlaps: overlaps(census, mixes, users),
    uncounted: uncounted(rules, request !== undefined),
    isForRequest: request !== undefined,
    keys: census.keys,
  };
}

function tagsOf(census: Census, tagHeader: number, mixes: readonly Mix[], users: number): TagShare[] {
  const { name, tagValues } = census.tagHeaders[tagHeader]!;
  const shares = sharesOf(census, [tagHeader]);
  const row = (tagValue: string | null, number: number): TagShare => {
    const count = mixes.reduce((sum, mix) => sum + (mix.numbers[tagHeader] === number ? mix.users : 0), 0);
    const expected = shares && (shares.rows.find(({ numbers }) => numbers[0] === number)?.share ?? 0);
    const [low, high] = wilson(count, users, OF_20);
    const [least, most] = wilson(count, users, OF_1000);
    const isFar = expected !== null && (expected < least || expected > most);
    const basis = shares?.basis ?? null;
    const share = count / Math.max(1, users);
    return { tagHeader: name, tagValue, expected, basis, users: count, share, low, high, isFar };
  };
  const [none, ...some] = tagValues.map(row);
  return [...some, none!].filter((each) => each.expected !== 0 || each.users > 0 || each.tagValue !== null);
}

function mixSharesOf(census: Census, mixes: readonly Mix[]): MixShare[] {
  const shares = sharesOf(
    census,
    census.tagHeaders.map((_, i) => i),
  );
  const expected = shares && new Map(shares.rows.map(({ numbers, share }) => [numbers.join(), share]));
  return mixes.map(({ numbers, users }) => ({
    tags: Object.fromEntries(
      census.tagHeaders.flatMap(({ name, tagValues }, i) => {
        const tagValue = tagValues[numbers[i]!];
        return tagValue === null || tagValue === undefined ? [] : [[name, tagValue]];
      }),
    ),
    expected: expected && (expected.get(numbers.join()) ?? 0),
    users,
  }));
}

/** The tag headers two by two: counted, or where that cannot be, as the users have them. */
function overlaps(census: Census, mixes: readonly Mix[], users: number): Overlap[] {
  const { tagHeaders } = census;
  if (tagHeaders.length > MOST_TAG_HEADERS) return [];
  const all: Overlap[] = [];
  for (let i = 0; i < tagHeaders.length; ++i) {
    for (let j = i + 1; j < tagHeaders.length; ++j) {
      const shares = sharesOf(census, [i, j]) ?? sharesSeen(mixes, [i, j], "users");
      const [one, other] = [tagHeaders[i]!, tagHeaders[j]!];
      all.push(...overlapsOf(shares, [one.name, other.name], [one.tagValues, other.tagValues], users));
    }
  }
  return all;
}
