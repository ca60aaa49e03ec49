import type { App, Release } from "./release.js";
import { isDone, type State } from "./states.js";

/**
 * The order in which a folder is applied, which is the number of its files and the sync-wave of their objects. At the
 * moment when the tags change, all at once at the gateway, each of them has its route: the routes of what is not done
 * come before. Of what is done everybody has the tag, so that its routes may change after, and nobody moves with them.
 * So between any two states, the end apart, each user goes from the versions of the one to those of the other at once.
 */
export const WAVES = { first: 0, routes: 1, tags: 2, routesAfter: 3 } as const;

/**
 * When the routes to an app are applied. Those that serve nobody without a tag come after the tags, and end before them; they
 * are the same in all states but the last.
 */
export function waveOf({ fallback }: Release, { tagHeader }: App, { shares, isEnd }: State): number {
  if (fallback === "none") return isEnd ? WAVES.routes : WAVES.routesAfter;
  return isDone(shares.get(tagHeader)) ? WAVES.routesAfter : WAVES.routes;
}

/** Whether routes to an app serve a request without a tag. */
export function hasDefault({ fallback }: Release, { isEnd }: State): boolean {
  return fallback !== "none" || isEnd;
}

/** The version of who has no tag: what is done is the stable version from then on. */
export function stableOf(app: App, { shares }: State): string {
  const share = shares.get(app.tagHeader);
  return (isDone(share) ? app.versions.get(share.done) : undefined) ?? app.stable;
}

/** What routes to an app match, and the version that it leads to; the first that matches counts. Nothing more at the end. */
export function matchesOf(app: App, state: State): [tagValue: string, version: string][] {
  const isOver = state.isEnd && isDone(state.shares.get(app.tagHeader));
  return isOver ? [] : [...app.versions];
}

/** Every version that an app ever has in the release. */
export function versionsOf({ stable, versions }: App): string[] {
  return [...new Set([stable, ...versions.values()])];
}

/** The name by which an app is called inside the cluster. */
export function hostOf({ name }: App, { namespace }: Release): string {
  return `${name}.${namespace}.svc.cluster.local`;
}
