import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Visit } from "../../lab/istio/visit.ts";

const AT_ONCE = 32;

/** Where a request came to: "v1 v1 v2", the versions down the chain; with the status at the end where it is not 200. */
export function way({ status, hops }: Visit): string {
  return [...hops.map(({ version }) => version), ...(status === 200 ? [] : [status])].join(" ");
}

/** Makes `count` requests, many at a time, numbered from 0; gives their results in that order. */
export async function many<Result>(
  count: number,
  request: (number: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    for (let number = next++; number < count; number = next++) results[number] = await request(number);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

type Counts = Record<string, number>;

/** Asserts that each request went its own way, `expected` over and over, and shows how many went which. */
export function assertWays(t: TestContext, what: string, seen: string[], expected: string[]): void {
  const all = seen.map((_, i) => expected[i % expected.length]!);
  report(t, what, count(seen), count(all));
  assert.deepEqual(seen, all);
}

/** Asserts of ways drawn at random that each was taken as often as expected, within five standard deviations. */
export function assertDrawn(t: TestContext, what: string, seen: string[], expected: Counts): void {
  const counts = count(seen);
  report(t, what, counts, expected);
  for (const way of Object.keys({ ...expected, ...counts })) {
    const mean = expected[way] ?? 0;
    const deviation = Math.sqrt(mean * (1 - mean / seen.length));
    const drawn = counts[way] ?? 0;
    assert.ok(Math.abs(drawn - mean) <= 5 * deviation, `${way}: ${drawn} of ${seen.length}, not ${mean}`);
  }
}

function count(ways: string[]): Counts {
  const counts: Counts = {};
  for (const way of ways) counts[way] = (counts[way] ?? 0) + 1;
  return counts;
}

function report(t: TestContext, what: string, seen: Counts, expected: Counts): void {
  for (const way of Object.keys({ ...expected, ...seen }).sort())
    t.diagnostic(`${what}: ${way}: ${seen[way] ?? 0}, expected ${expected[way] ?? 0}`);
}
