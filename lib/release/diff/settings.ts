import type { App, Release } from "../release.js";

/** What a release says otherwise, beside its steps: the values are as JSON has them, null where it says nothing. */
export interface Changed {
  readonly what: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Said = Readonly<Record<string, unknown>>;

/** What is said of the whole release otherwise. */
export function settingsChanged(before: Release, after: Release): Changed[] {
  return changed(settingsOf(before), settingsOf(after));
}

/** What is said of an app otherwise. */
export function appChanged([before, app]: [Release, App], [after, other]: [Release, App]): Changed[] {
  return changed(fieldsOf(before, app), fieldsOf(after, other));
}

function settingsOf({ name, namespace, gateway, key, modulo, carry, fallback, testers }: Release): Said {
  return {
    ...{ release: name, namespace, key, modulo, gateway, carry, fallback },
    testers: testers.length === 0 ? null : testers.map(({ path: _, ...said }) => said),
  };
}

function fieldsOf({ tags }: Release, { port, stable, versions, tagHeader, gateway }: App): Said {
  const salt = tags.find(({ header }) => header === tagHeader)?.salt;
  return { port, stable, next: Object.fromEntries(versions), tag: tagHeader, salt, gateway };
}

function changed(before: Said, after: Said): Changed[] {
  return Object.keys(before)
    .map((what) => ({ what, from: before[what] ?? null, to: after[what] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
