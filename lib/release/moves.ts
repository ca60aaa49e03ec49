import { highest, type Range, type Release, type Share, type Tag } from "./release.js";
import { isDone, type State } from "./states.js";

/** Some users, who have the same versions in a state as in the next: so many of all, and the value of each tag. */
export interface Group {
  readonly buckets: number;
  readonly before: ReadonlyMap<string, string | undefined>;
  readonly after: ReadonlyMap<string, string | undefined>;
}

/**
 * Who is where in two states, exactly: the users in groups that go the same way, by their buckets. Tags of one salt are of
 * the same users; tags of others are independent of them, and have groups of their own. A schedule counts as what it
 * comes to; in `after`, as `size` says.
 */
export function groupsOf(release: Release, before: State, after: State, size: Size = highest): Group[][] {
  const salts = new Set(release.tags.map(({ salt }) => salt));
  return [...salts].map((salt) => {
    const tags = release.tags.filter((tag) => tag.salt === salt);
    const edges = tags.flatMap((tag) => [...edgesOf(tag, before, highest), ...edgesOf(tag, after, size)]);
    const sorted = [...new Set([0, ...edges, release.modulo])].sort((a, b) => a - b);
    const at = (state: State, bucket: number, size: Size) =>
      new Map(tags.map((tag) => [tag.header, valueAt(tag, state.shares.get(tag.header), bucket, size)]));
    return sorted.slice(1).map((end, i) => {
      const start = sorted[i]!;
      return { buckets: end - start, before: at(before, start, highest), after: at(after, start, size) };
    });
  });
}

/** How many buckets a range is taken for. */
type Size = (range: Range) => number;

/** The value of a tag for the users in a bucket, testers apart; undefined where they have none. */
function valueAt(tag: Tag, share: Share | undefined, bucket: number, size: Size): string | undefined {
  if (share === undefined) return undefined;
  if (isDone(share)) return share.done;
  return tag.values.find((value) => {
    const start = tag.starts.get(value)!;
    return bucket >= start && bucket < start + size(share.ranges.get(value) ?? 0);
  });
}

function edgesOf(tag: Tag, { shares }: State, size: Size): number[] {
  const share = shares.get(tag.header);
  if (share === undefined || isDone(share)) return [];
  return [...share.ranges].flatMap(([value, range]) => {
    const start = tag.starts.get(value)!;
    return [start, start + size(range)];
  });
}
