/** What a release file says, checked: data alone. */
export interface Release {
  readonly name: string;
  /** Of the apps. */
  readonly namespace: string;
  readonly gateway: Gateway;
  /** As a rule has it. */
  readonly key: readonly object[];
  readonly modulo: number;
  readonly carry: Carry;
  readonly fallback: Fallback;
  readonly apps: readonly App[];
  readonly tags: readonly Tag[];
  /** None where the file has none. */
  readonly testers: readonly Testers[];
  /** What it is before the first step is not among them. */
  readonly steps: readonly Step[];
}

/** Who carries tags from hop to hop: the apps pass on the headers, or `baggage`; or sidecars remember them. */
export const CARRIES = ["apps", "baggage", "sidecars"] as const;
export type Carry = (typeof CARRIES)[number];

/**
 * What serves a lane where it has no version of an app: the stable one. Or nothing does: then every lane has a version of
 * every app, who is in none has a tag as well, `STABLE`, and a request without a tag is not served.
 */
export const FALLBACKS = ["stable", "none"] as const;
export type Fallback = (typeof FALLBACKS)[number];
export const STABLE = "stable";

/** A Gateway that is there already. */
export interface Gateway {
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** The labels of its pods, key=value; where it is of the Gateway API, its name is enough. */
  readonly selector: string;
  /** The listener of it that is meant, in the Gateway API; all of them where it is missing. */
  readonly listener?: string;
}

export interface App {
  readonly name: string;
  readonly port: number;
  /** The version of who has no tag, before the release. */
  readonly stable: string;
  /** The version that each tag value leads to; any other leads to the stable one. */
  readonly versions: ReadonlyMap<string, string>;
  readonly tagHeader: string;
  /** By which Gateway it is called; through the mesh where it is missing. */
  readonly gateway?: Gateway;
}

/** A tag header, and what can stand in it. */
export interface Tag {
  readonly header: string;
  /** In the order of the file. */
  readonly values: readonly string[];
  /** The first bucket of each value: it has room for the most that it ever comes to, so that none takes users of another. */
  readonly starts: ReadonlyMap<string, number>;
  /** Tags of one salt, or of none, are of the same users. */
  readonly salt?: string;
  /** Where the file says so. */
  readonly path: string;
}

/** Some whose bucket does not count. */
export interface Testers {
  readonly ids: readonly string[];
  /** As a rule's `match`. */
  readonly match: readonly object[];
  /** The value of a tag that they come to, or `STABLE`; the first of each tag where it is missing. */
  readonly to?: string;
  /** Where the file says so. */
  readonly path: string;
}

export interface Step {
  /** What its folder is called, after its number. */
  readonly name: string;
  readonly mayShrink: boolean;
  /** What it changes, by tag header. */
  readonly changes: ReadonlyMap<string, Change>;
}

/** What becomes of a tag. */
export interface Change {
  readonly share: Share;
  readonly path: string;
  /** The values that it speaks of; the others of the tag stay as they are. */
  readonly values: readonly string[];
}

/** Everybody has one value; or each of some values has so many buckets, and the others none. */
export type Share = { readonly done: string } | { readonly ranges: ReadonlyMap<string, Range> };

/** A share after a change of it. */
export function changed(share: Share | undefined, { share: now, values }: Omit<Change, "path">): Share {
  if (share === undefined || "done" in share || "done" in now) return now;
  const others = [...share.ranges].filter(([value]) => !values.includes(value));
  return { ranges: new Map([...others, ...now.ranges]) };
}

/** A number of buckets, also one that moves with time, as a rule's `schedule`. */
export type Range = number | Schedule;
export interface Schedule {
  readonly entries: readonly { readonly at: string; readonly range: number }[];
  readonly between?: string;
}

/** The most buckets that it comes to. */
export function highest(range: Range): number {
  return typeof range === "number" ? range : Math.max(...range.entries.map((entry) => entry.range));
}

/** The fewest that it has from now on: before its first time a schedule has nobody. */
export function lowest(range: Range): number {
  if (typeof range === "number") return range;
  const begins = Date.parse(range.entries[0]!.at);
  return begins > Date.now() ? 0 : Math.min(...range.entries.map((entry) => entry.range));
}
