import type { Census, Ids } from "./census.js";

/** Few enough that what is known of them all fits into memory, whatever the number of tag headers. */
const CHUNK = 8192;

/** A mix of tags that users have: the number of the tag value under each tag header, and how many have it. */
export interface Mix {
  readonly numbers: readonly number[];
  users: number;
}

/** The mixes that users get, most users first. Each has an id for each key of the rules, or one for all of them. */
export function mixesSeen(census: Census, { bytes, ends }: Ids, isShared: boolean): Mix[] {
  const each = isShared ? 1 : Math.max(1, census.keys);
  const width = census.tagHeaders.length;
  if (width === 0) return [{ numbers: [], users: ends.length / each }];
  const keyOf = keysOf(census.tagHeaders.map(({ tagValues }) => tagValues.length));
  const mixes = new Map<number | string, Mix>();
  for (let from = 0; from < ends.length; from += CHUNK * each) {
    const start = from === 0 ? 0 : ends[from - 1]!;
    const some = ends.subarray(from, from + CHUNK * each);
    const part = { bytes: bytes.subarray(start, some.at(-1)), ends: some.map((end) => end - start) };
    const seen = census.seen(part, isShared);
    for (let at = 0; at < seen.length; at += width) {
      const key = keyOf(seen, at);
      const mix = mixes.get(key);
      if (mix === undefined) mixes.set(key, { numbers: Array.from(seen.subarray(at, at + width)), users: 1 });
      else mix.users += 1;
    }
  }
  return [...mixes.values()].sort((a, b) => b.users - a.users);
}

/** What tells mixes apart, where each number of one is below its limit: a number, unless there are too many. */
function keysOf(limits: readonly number[]): (seen: Uint32Array, at: number) => number | string {
  const isSafe = limits.reduce((all, limit) => all * limit, 1) <= Number.MAX_SAFE_INTEGER;
  if (!isSafe) return (seen, at) => seen.subarray(at, at + limits.length).join();
  return (seen, at) => {
    let key = 0;
    for (let i = 0; i < limits.length; ++i) key = key * limits[i]! + seen[at + i]!;
    return key;
  };
}
