import { Census } from "../census/census.js";
import { sharesOf } from "../census/shares.js";
import type { Rules } from "../core.js";
import type { DescribedRule } from "../described.js";

/** What the requests of a tag header should be, and the rules by which they are counted. */
export interface Expected {
  readonly tagHeader: string;
  /** The labels of its rules that are on, in the order of the file. */
  readonly rules: readonly string[];
  /** The share of each tag value, null for none; or why that cannot be said of requests. */
  readonly shares: ReadonlyMap<string | null, number> | string;
}

/**
 * What shares of the requests with a key each tag value should have, where `period` is from when to when they were counted,
 * in seconds since 1970. A rule alone gets a fair part of the keys, whatever it applies to; of several rules of a tag header
 * those behind the first get the requests that are left over, which can be said only where all see the same ones.
 */
export function expectedOf(rules: Rules, [from, to]: readonly [number, number]): Expected[] {
  const [before, now] = [Census.of(rules, from), Census.of(rules, to)];
  const described = rules.at(to).described();
  const { labels } = rules;
  return now.tagHeaders.map(({ name }, i) => {
    const numbers = described.flatMap((each, at) =>
      each.tagHeader.toLowerCase() === name.toLowerCase() && each.bucket !== null ? [at] : [],
    );
    const own = numbers.map((at) => described[at]!);
    const shares = obstacle(own) ?? sharesIn(now, i) ?? "its shares cannot be counted";
    const isMoved = typeof shares !== "string" && !isAlike(shares, sharesIn(before, i));
    return {
      tagHeader: name,
      rules: numbers.map((at) => labels[at]!),
      shares: isMoved ? "a schedule has moved its ranges" : shares,
    };
  });
}

/** Why no share of requests can be said of these rules of one tag header. */
function obstacle(rules: readonly DescribedRule[]): string | null {
  if (rules.length === 0) return "its rules are off";
  const keys = new Set(rules.map(({ key }) => JSON.stringify(key)));
  const isForSome = rules.some(
    ({ match, unless, overrides, pins }) =>
      match ?? unless ?? (overrides.length > 0 || pins.length > 0 || null),
  );
  return rules.length > 1 && (keys.size > 1 || isForSome) ? "its rules do not see the same requests" : null;
}

function sharesIn(census: Census, tagHeader: number): ReadonlyMap<string | null, number> | null {
  const shares = sharesOf(census, [tagHeader]);
  if (shares === null) return null;
  const { tagValues } = census.tagHeaders[tagHeader]!;
  const shareOf = (number: number) => shares.rows.find(({ numbers }) => numbers[0] === number)?.share ?? 0;
  const all = new Map(tagValues.map((tagValue, number) => [tagValue, shareOf(number)]));
  return new Map([...all].filter(([tagValue, share]) => tagValue !== null || share > 0));
}

function isAlike(
  one: ReadonlyMap<string | null, number>,
  other: ReadonlyMap<string | null, number> | null,
): boolean {
  return other !== null && [...one].every(([tagValue, share]) => share === (other.get(tagValue) ?? 0));
}
