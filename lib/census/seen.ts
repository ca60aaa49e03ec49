import type { Census, Ids } from "./census.js";

/** Few enough that their bytes fit beside each other into the core's memory. */
const CHUNK = 1 << 16;

/** A mix of tags that users have: the number of the tag value under each tag header, and how many have it. */
export interface Mix {
  readonly numbers: readonly number[];
  readonly users: number;
}

/** The mixes that users get, most users first. Each has an id for each key of the rules, or one for all of them. */
export function mixesSeen(census: Census, { bytes, ends }: Ids, isShared: boolean): Mix[] {
  const each = isShared ? 1 : Math.max(1, census.keys);
  const width = census.tagHeaders.length;
  if (width === 0) return [{ numbers: [], users: ends.length / each }];
  const tally = census.tally(isShared);
  for (let from = 0; from < ends.length; from += CHUNK * each) {
    const start = from === 0 ? 0 : ends[from - 1]!;
    const some = ends.subarray(from, from + CHUNK * each);
    tally.add({ bytes: bytes.subarray(start, some.at(-1)), ends: some.map((end) => end - start) });
  }
  const rows = tally.rows();
  const mixes: Mix[] = [];
  for (let at = 0; at < rows.length; at += width + 1) {
    mixes.push({ numbers: [...rows.subarray(at, at + width)], users: rows[at + width]! });
  }
  return mixes.sort((a, b) => b.users - a.users);
}
