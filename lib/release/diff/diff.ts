import { Census, type Ids } from "../../census/census.js";
import { compare, type Comparison } from "../../diff/compare.js";
import type { Change, Side } from "../../diff/header.js";
import type { App, Release } from "../release.js";
import { parsedAt } from "../rules.js";
import { type State, statesOf } from "../states.js";
import { stableOf } from "../waves.js";
import { matched } from "./matched.js";
import { appChanged, type Changed, settingsChanged } from "./settings.js";

/** What another release file changes: what it says, and who has which versions at each step. Shares are parts of 1. */
export interface ReleaseDifference {
  readonly changed: readonly Changed[];
  readonly apps: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly ({ readonly app: string } & Changed)[];
  };
  readonly steps: readonly StepDifference[];
  /** Whether either has testers, who are not counted. */
  readonly hasTesters: boolean;
  /** How many keys the rules of both have. */
  readonly keys: number;
}

/** What a step of the one is in the other, by the folders' names; null where it is no step there. */
export interface StepDifference extends Omit<Comparison, "changes"> {
  readonly before: string | null;
  readonly after: string | null;
  /** The apps of both, and who has which version; none where one of the two has no such step. */
  readonly apps: readonly AppDifference[];
}

export interface AppDifference extends Change {
  readonly app: string;
}

/**
 * What changes for users at each step when the release `after` takes the place of `before`: counted over all values of the hash
 * or, with `ids`, for those users, who are the key of each rule. `second`, since 1970, is for schedules.
 */
export function diffReleases(
  before: Release,
  after: Release,
  ids: Ids | null,
  second: number,
): ReleaseDifference {
  const both = before.apps.flatMap((old): [App, App][] => {
    const now = after.apps.find(({ name }) => name === old.name);
    return now === undefined ? [] : [[old, now]];
  });
  const without = (one: Release, other: Release) =>
    one.apps.map(({ name }) => name).filter((name) => !other.apps.some((app) => app.name === name));
  let keys = 0;
  const steps = matched(statesOf(before), statesOf(after)).map(([old, now]): StepDifference => {
    const names = { before: old?.folder ?? null, after: now?.folder ?? null };
    if (old === null || now === null) return { ...names, apps: [], moved: 0, basis: "exact", users: null };
    const census = Census.ofBoth(parsedAt(before, old), parsedAt(after, now), second);
    keys = Math.max(keys, census.keys);
    const pairs = both.map(([one, other]) => ({
      old: sideOf(census, one, old, false),
      now: sideOf(census, other, now, true),
    }));
    const { changes, ...all } = compare(census, pairs, ids);
    return { ...names, ...all, apps: changes.map((change, i) => ({ app: both[i]![0].name, ...change })) };
  });
  return {
    changed: settingsChanged(before, after),
    apps: {
      added: without(after, before),
      removed: without(before, after),
      changed: both.flatMap(([old, now]) =>
        appChanged([before, old], [after, now]).map((each) => ({ app: old.name, ...each })),
      ),
    },
    steps,
    hasTesters: before.testers.length + after.testers.length > 0,
    keys,
  };
}

/** The versions of an app that the tags of a state lead to. The stable one is what users have by default. */
function sideOf({ tagHeaders }: Census, app: App, state: State, isAfter: boolean): Side {
  const place = tagHeaders.findIndex((each) => each.name === app.tagHeader && each.isAfter === isAfter);
  const stable = stableOf(app, state);
  const values =
    place < 0 ? [stable] : tagHeaders[place]!.tagValues.map((tag) => app.versions.get(tag ?? "") ?? stable);
  return {
    place: place < 0 ? null : place,
    values,
    areDefaults: values.map((version) => version === app.stable),
  };
}
