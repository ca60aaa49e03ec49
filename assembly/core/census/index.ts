// What Node and the browser see of a census: index.ts of the core hands it on.
import { Configuration } from "../gateway";
import { compile } from "../plan/compile";
import { Plan } from "../plan/plan";
import { Reserve } from "../rule/reserve";
import { WrittenRule } from "../rule/written";
import { fromUtf8 } from "../text/bytes";
import { assumed, leftOut } from "./assumed";
import { Census } from "./census";
import { Joint } from "./joint";
import { reshuffledBy } from "./reshuffled";
import { Tally } from "./tally";

/** No name of a header has it. */
const AFTER = " ";

/**
 * The users of the rules at `second`, since 1970. `values` is what else their requests have, as for `tag`; null for requests
 * to which each rule applies and that no override decides.
 */
export function census(
  configuration: Configuration,
  second: f64,
  values: Array<StaticArray<u8> | null> | null,
): Census {
  return new Census(planAt(assumed(configuration, "", values), second));
}

/** The same of two configurations at once; the tag headers of `after` have a blank before their names. */
export function censusOfBoth(
  before: Configuration,
  after: Configuration,
  second: f64,
  valuesBefore: Array<StaticArray<u8> | null> | null,
  valuesAfter: Array<StaticArray<u8> | null> | null,
): Census {
  const old = assumed(before, "", valuesBefore);
  return new Census(planAt(old.concat(assumed(after, AFTER, valuesAfter)), second));
}

function planAt(rules: WrittenRule[], second: f64): Plan {
  const plan = compile(rules, new Reserve(), false);
  plan.at(<i64>second);
  return plan;
}

/**
 * The paths of what a census does not look at, as "rules[0].match"; of pins, only `count` does. For a request: of conditions
 * that ask for the key, which hold for each id as they do for the request.
 */
export function uncounted(configuration: Configuration, isForRequest: bool): string[] {
  return leftOut(configuration.rules, isForRequest);
}

/** How many keys there are; `seen` wants so many ids of a user. */
export function keyCount(census: Census): i32 {
  return census.plan.keys.length;
}

/** The tag headers; the functions below name them by their numbers in this list. */
export function censusTagHeaders(census: Census): string[] {
  return census.plan.tagHeaders.map<string>((tagHeader) => fromUtf8(tagHeader.name));
}

/** What a tag header can get. Others name a tag value by its number in this list, from 1; 0 is no tag. */
export function tagValues(census: Census, tagHeader: i32): string[] {
  return census.tagValues[tagHeader].list.map<string>((tagValue) => fromUtf8(tagValue));
}

/** For each of these, whether only a defaultTagValue or an anonymousTagValue gives it. */
export function areDefaults(census: Census, tagHeader: i32): bool[] {
  return census.tagValues[tagHeader].areDefaults;
}

/** What share of all users gets which tags under these tag headers together: a handle for the three below. */
export function joint(census: Census, tagHeaders: Array<i32>): Joint {
  return new Joint(census, tagHeaders);
}

/** 1: its shares are counted over all hash values; 2: multiplied, of independent hashes; 0: it has none. */
export function jointKind(joint: Joint): i32 {
  return joint.kind;
}

/** How long `jointRows` takes: a hundred million steps are about a second. */
export function jointSteps(joint: Joint): f64 {
  return joint.steps;
}

/** A share, the number of the tag value under each tag header, a share, …; some come more than once. Not for kind 0. */
export function jointRows(joint: Joint): Float64Array {
  joint.run();
  const rows = new Float64Array(joint.rows.length);
  for (let i = 0; i < rows.length; ++i) rows[i] = joint.rows[i];
  return rows;
}

/** What counts users by their mix: a handle for the two below. */
export function tally(census: Census): Tally {
  return new Tally(census.plan.tagHeaders.length);
}

/** See Census. `ids` are in UTF-8, one behind the other. It may be called often, each time with some more. */
export function count(
  census: Census,
  tally: Tally,
  ids: StaticArray<u8>,
  ends: StaticArray<u32>,
  isShared: bool,
): void {
  census.count(ids, ends, isShared, tally);
}

/** For each mix, as they were first seen, the number of the tag value under each tag header, and how many users have it. */
export function tallied(tally: Tally): Uint32Array {
  const rows = new Uint32Array(tally.mixes * (tally.width + 1));
  for (let i = 0; i < rows.length; ++i) rows[i] = tally.rows[i];
  return rows;
}

/** See Census. */
export function withoutKey(census: Census): Uint32Array {
  const numbers = census.withoutKey();
  const list = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; ++i) list[i] = numbers[i];
  return list;
}

/** What deals the users of a tag header anew, from `before` to `after`: "key", "hash", "modulo". */
export function reshuffled(census: Census, before: i32, after: i32): string[] {
  return reshuffledBy(census.plan.tagHeaders[before], census.plan.tagHeaders[after]);
}
