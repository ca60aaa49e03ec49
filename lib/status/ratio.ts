import { chiSquaredTail } from "./chi-squared.js";

/** What has `share` of all by the rules, and how many requests had it. */
export interface Cell {
  readonly share: number;
  readonly requests: number;
}

/** The usual least number that a cell must be expected to have, for χ² to be near its distribution. */
const LEAST_EXPECTED = 5;

/**
 * How probable so many requests in each cell are by chance, by Pearson's χ² test: the sample-ratio test. 0 where a cell has
 * some that has no share. Cells with fewer than 5 expected requests are taken together; null where fewer than two are left.
 */
export function ratioTest(cells: readonly Cell[]): number | null {
  if (cells.some(({ share, requests }) => share === 0 && requests > 0)) return 0;
  const all = cells.reduce((sum, { requests }) => sum + requests, 0);
  const pooled: { expected: number; seen: number }[] = [];
  const byShare = cells.filter(({ share }) => share > 0).sort((a, b) => a.share - b.share);
  for (const { share, requests } of byShare) {
    const last = pooled.at(-1);
    if (last === undefined || last.expected >= LEAST_EXPECTED) {
      pooled.push({ expected: share * all, seen: requests });
    } else {
      last.expected += share * all;
      last.seen += requests;
    }
  }
  if (pooled.length < 2 || pooled.some(({ expected }) => expected < LEAST_EXPECTED)) return null;
  const statistic = pooled.reduce((sum, { expected, seen }) => sum + (seen - expected) ** 2 / expected, 0);
  return chiSquaredTail(statistic, pooled.length - 1);
}
