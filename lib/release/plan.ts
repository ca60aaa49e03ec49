import { groupsOf } from "./moves.js";
import type { App, Range, Release } from "./release.js";
import { percent } from "./share.js";
import { isDone, type State, statesOf } from "./states.js";
import { isForTesters, toldOf } from "./testers.js";
import { stableOf } from "./waves.js";

/** What a step is, for people: what each app has, and who moves. */
export interface Planned {
  readonly folder: string;
  /** By app: the stable version, and each other with its share. */
  readonly versions: Readonly<Record<string, string>>;
  /** Who comes to other versions; empty where nobody does. */
  readonly moves: readonly Moved[];
  /** The combinations of versions that users have, with their shares, such as 10%; the versions are of the apps in order. */
  readonly users: readonly { readonly share: string; readonly versions: readonly string[] }[];
}

/** Some users, and from which versions to which they move. */
export interface Moved {
  /** Their share, such as 10%, or testers. */
  readonly who: string;
  /** Such as "app-a v1 → v2". */
  readonly changes: readonly string[];
}

/** The table of a release's steps, exactly: by counting buckets. Testers are not counted. */
export function planOf(release: Release): Planned[] {
  const states = statesOf(release);
  return states.map((state, i) => plannedOf(release, state, states[i - 1]));
}

/** The row of a state, with `before` it another; undefined for the first. */
export function plannedOf(release: Release, state: State, before: State | undefined): Planned {
  return {
    folder: state.folder,
    versions: Object.fromEntries(release.apps.map((app) => [app.name, versionsText(release, app, state)])),
    moves:
      before === undefined
        ? []
        : [...testersTo(release, before, state), ...movesBetween(release, before, state)],
    users: usersIn(release, state),
  };
}

function versionsText({ tags, modulo, testers }: Release, app: App, state: State): string {
  const stable = stableOf(app, state);
  const share = state.shares.get(app.tagHeader);
  const tag = tags.find(({ header }) => header === app.tagHeader);
  if (share === undefined || isDone(share) || tag === undefined) return stable;
  const parts = tag.values.flatMap((value) => {
    const [version, range] = [app.versions.get(value), share.ranges.get(value)];
    if (version === undefined || range === undefined) return [];
    if (range === 0) return isForTesters(testers, tag, [value]) ? [`${version} testers`] : [];
    return [`${version} ${shareText(range, modulo)}`];
  });
  return [stable, ...parts].join(", ");
}

function shareText(range: Range, modulo: number): string {
  if (typeof range === "number") return percent(range, modulo);
  return range.entries.map((entry) => `${percent(entry.range, modulo)} from ${entry.at}`).join(", ");
}

/** The apps that testers come to another version of, as a step names it; testers who come to the same ones once. */
function testersTo(release: Release, before: State, after: State): Moved[] {
  const moves = release.testers.map((testers) =>
    release.tags.flatMap((tag) => {
      const valueIn = ({ shares }: State) =>
        toldOf(release, tag, shares.get(tag.header)).find((told) => told.testers === testers)?.tagValue;
      const value = valueIn(after) ?? "";
      if (valueIn(before) === value) return [];
      return release.apps.flatMap((app) => {
        const to = app.tagHeader === tag.header ? app.versions.get(value) : undefined;
        const from = stableOf(app, before);
        return to === undefined || to === from ? [] : [`${app.name} ${from} → ${to}`];
      });
    }),
  );
  const byText = new Map(moves.map((changes) => [changes.join(), changes]));
  return [...byText.values()]
    .filter(({ length }) => length > 0)
    .map((changes) => ({ who: "testers", changes }));
}

function movesBetween(release: Release, before: State, after: State): Moved[] {
  const moves = new Map<string, { changes: string[]; buckets: number }>();
  for (const groups of groupsOf(release, before, after)) {
    for (const group of groups) {
      const changes = release.apps.flatMap((app) => {
        if (!group.before.has(app.tagHeader)) return [];
        const from = versionIn(app, group.before, before);
        const to = versionIn(app, group.after, after);
        return from === to ? [] : [`${app.name} ${from} → ${to}`];
      });
      if (changes.length === 0) continue;
      const buckets = moves.get(changes.join())?.buckets ?? 0;
      moves.set(changes.join(), { changes, buckets: buckets + group.buckets });
    }
  }
  return [...moves.values()].map(({ changes, buckets }) => ({
    who: percent(buckets, release.modulo),
    changes,
  }));
}

/** Where tags are independent of each other, every combination, with the product of the shares. */
function usersIn(release: Release, state: State): Planned["users"] {
  let users: { values: ReadonlyMap<string, string | null>; share: number }[] = [
    { values: new Map(), share: 1 },
  ];
  for (const groups of groupsOf(release, state, state)) {
    users = users.flatMap(({ values, share }) =>
      groups.map((group) => ({
        values: new Map([...values, ...group.after]),
        share: (share * group.buckets) / release.modulo,
      })),
    );
  }
  const combinations = new Map<string, { versions: string[]; share: number }>();
  for (const { values, share } of users) {
    const versions = release.apps.map((app) => versionIn(app, values, state));
    const before = combinations.get(versions.join(" "))?.share ?? 0;
    combinations.set(versions.join(" "), { versions, share: before + share });
  }
  return [...combinations.values()].map(({ versions, share }) => ({ share: percent(share, 1), versions }));
}

function versionIn(app: App, values: ReadonlyMap<string, string | null>, state: State): string {
  return app.versions.get(values.get(app.tagHeader) ?? "") ?? stableOf(app, state);
}
