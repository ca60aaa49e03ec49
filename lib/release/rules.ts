import { Rules } from "../core.js";
import { highest, type Range, type Release, type Share, STABLE, type Tag } from "./release.js";
import { isDone, type State } from "./states.js";
import { toldOf } from "./testers.js";

/** The rules of a state, as the gateway reads them. Every tag header is reserved in each, rule or not. */
export function rulesAt(release: Release, state: State): { rules: object[]; reserve: string[] } {
  const rules = tagsIn(release, state).map((tag) => ruleOf(release, tag, state.shares.get(tag.header)));
  return { rules, reserve: release.tags.map(({ header }) => header) };
}

/** The same, read by the code that the gateway runs, which says what is wrong with them. */
export function parsedAt(release: Release, state: State): Rules {
  return Rules.parse(JSON.stringify(rulesAt(release, state)));
}

/** The tags that have a rule in a state, in the order of the rules. */
export function tagsIn(release: Release, { shares, isEnd }: State): Tag[] {
  return release.tags.filter((tag) => {
    const share = shares.get(tag.header);
    if (isDone(share)) return !isEnd;
    if (release.fallback === "none") return true; // without a tag nobody is served
    const isAnybodys = [...(share?.ranges.values() ?? [])].some((range) => highest(range) > 0);
    return isAnybodys || toldOf(release, tag, share).length > 0;
  });
}

/**
 * A tag that is done is everybody's, also of who has no key, and for testers as well: so nobody depends on which version the
 * routes hold for stable, and it may change.
 */
function ruleOf(release: Release, tag: Tag, share: Share | undefined): object {
  const head = {
    ...keyOf(release.key),
    modulo: release.modulo,
    ...(tag.salt !== undefined && { salt: tag.salt }),
    tagHeader: tag.header,
  };
  if (isDone(share)) {
    const policies = [{ range: release.modulo, tagValue: share.done }];
    return { ...head, anonymousTagValue: share.done, policies };
  }
  const ofTheRest = release.fallback === "none" && { defaultTagValue: STABLE, anonymousTagValue: STABLE };
  return {
    ...head,
    ...testersIn(release, tag, share),
    ...ofTheRest,
    policies: policiesOf(tag, share?.ranges ?? new Map()),
  };
}

function keyOf(key: readonly object[]): object {
  const [only, ...more] = key;
  if (more.length > 0 || only === undefined) return { key };
  return Object.keys(only).join() === "header" ? only : { key };
}

function testersIn(release: Release, tag: Tag, share: Share | undefined): object {
  const pins = toldOf(release, tag, share, "ids").map(({ testers: { ids }, tagValue }) => ({
    ids,
    tagValue,
  }));
  const overrides = toldOf(release, tag, share, "match").map(({ testers: { match }, tagValue }) => ({
    match,
    tagValue,
  }));
  return { ...(pins.length > 0 && { pins }), ...(overrides.length > 0 && { overrides }) };
}

/** A value that nobody has is left out; for testers alone there is one of range 0. */
function policiesOf({ values, starts }: Tag, ranges: ReadonlyMap<string, Range>): object[] {
  let end = 0;
  const policies = values.flatMap((tagValue) => {
    const range = ranges.get(tagValue);
    if (range === undefined || highest(range) === 0) return [];
    const start = starts.get(tagValue)!;
    const from = start === end ? {} : { from: start };
    end = start + highest(range);
    return [{ ...from, ...rangeFrom(start, range), tagValue }];
  });
  return policies.length > 0 ? policies : [{ range: 0, tagValue: values[0] }];
}

function rangeFrom(start: number, range: Range): object {
  if (typeof range === "number") return { range: start + range };
  const schedule = range.entries.map((entry) => ({ at: entry.at, range: start + entry.range }));
  return { schedule, ...(range.between !== undefined && { between: range.between }) };
}
