// Rules with other salts on the same ids: who is in one says nothing of who is in another, whatever their moduli share.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engines, type Buckets } from "./hashes.ts";
import { ids, SHAPE_NAMES } from "./shapes.ts";
import { chiSquared, deviations } from "./statistics.ts";

const IDS = 10_000;
const SALTS = ["checkout", "checkout-2", "search", "a", "b", "1", "2"];
/** Two moduli, and a divisor of both. */
const MODULI = [
  [100, 100, 10],
  [100, 1000, 20],
  [1000, 10_000, 8],
  [4, 6, 2],
  [10, 15, 5],
  [12, 18, 6],
  [64, 96, 32],
] as const;
const MOST = 5;

const all = SHAPE_NAMES.map((shape) => ids(shape, IDS));

/** Cells of two rules' buckets that are counted together: tenths, or fewer where there are fewer buckets. */
const tenths = (bucket: number, modulo: number) => Math.floor((bucket * Math.min(modulo, 10)) / modulo);

/** How far two sequences of cells are from being independent, in standard deviations from chance. */
function dependence(first: number[], second: number[]): number {
  const [rows, columns] = [Math.max(...first) + 1, Math.max(...second) + 1];
  const cells = new Array<number>(rows * columns).fill(0);
  const [inRow, inColumn] = [new Array<number>(rows).fill(0), new Array<number>(columns).fill(0)];
  for (const [i, row] of first.entries()) {
    const column = second[i]!;
    ++cells[row * columns + column]!;
    ++inRow[row]!;
    ++inColumn[column]!;
  }
  const expected = cells.map(
    (_, cell) => (inRow[Math.floor(cell / columns)]! * inColumn[cell % columns]!) / first.length,
  );
  return deviations(chiSquared(cells, expected), (rows - 1) * (columns - 1));
}

const pairs = SALTS.flatMap((a, i) => SALTS.slice(i + 1).map((b): [string, string] => [a, b]));

describe("salted rules are pairwise independent", () => {
  for (const [one, other, shared] of MODULI)
    test(`modulo ${one} and ${other}`, (t) => {
      const found: number[] = [];
      for (const given of all) {
        const bucketsOf = (salt: string, modulo: number) => {
          const buckets = engines.salted(salt, modulo);
          return given.map((id) => buckets.of(id));
        };
        const [firsts, seconds] = [one, other].map(
          (modulo) => new Map(SALTS.map((salt) => [salt, bucketsOf(salt, modulo)])),
        ) as [Map<string, number[]>, Map<string, number[]>];
        for (const [a, b] of pairs) {
          const [first, second] = [firsts.get(a)!, seconds.get(b)!];
          const inTenths = [
            first.map((at) => tenths(at, one)),
            second.map((at) => tenths(at, other)),
          ] as const;
          found.push(dependence(...inTenths));
          found.push(
            dependence(
              first.map((at) => at % shared),
              second.map((at) => at % shared),
            ),
          );
        }
      }
      const [least, most] = [Math.min(...found), Math.max(...found)].map((figure) => figure.toFixed(1));
      t.diagnostic(`${found.length} tables, in tenths and modulo ${shared}: ${least} to ${most} deviations`);
      for (const figure of found) assert.ok(Math.abs(figure) < MOST, `${figure}`);
    });
});

describe("what is not independent, as documented", () => {
  const given = all.flat();
  const everyBucket = (...rules: Buckets[]) => given.map((id) => rules.map((rule) => rule.of(id)));

  test("rules without a salt on one key: the buckets of 1000 decide those of 100", () => {
    for (const [small, large] of everyBucket(engines.plain(100), engines.plain(1000)))
      assert.equal(large! % 100, small);
  });

  test("rules of one salt: the same", () => {
    for (const [small, large] of everyBucket(engines.salted("a", 100), engines.salted("a", 1000)))
      assert.equal(large! % 100, small);
  });

  test("a prefix without the mixer: two rules' buckets are even together, or never", () => {
    const rules = everyBucket(engines.goFeatureFlag("a", 100), engines.goFeatureFlag("b", 100));
    assert.equal(new Set(rules.map(([first, second]) => (first! + second!) % 2)).size, 1);
  });
});
