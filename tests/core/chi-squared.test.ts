// The sample-ratio test against published figures and the closed form for even degrees of freedom.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chiSquaredTail } from "../../lib/status/chi-squared.ts";
import { ratioTest } from "../../lib/status/ratio.ts";

const near = (seen: number, wanted: number, part: number) =>
  assert.ok(Math.abs(seen - wanted) <= part * wanted, `${seen}, not ${wanted}`);

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4: upper critical values.
const CRITICAL: [degrees: number, of20: number, of1000: number][] = [
  [1, 3.841, 10.828],
  [2, 5.991, 13.816],
  [3, 7.815, 16.266],
  [10, 18.307, 29.588],
  [30, 43.773, 59.703],
  [100, 124.342, 149.449],
];
for (const [degrees, of20, of1000] of CRITICAL) {
  test(`chance gives the critical values of ${degrees} degrees of freedom as the table says`, () => {
    near(chiSquaredTail(of20, degrees), 0.05, 1e-3);
    near(chiSquaredTail(of1000, degrees), 0.001, 1e-3);
  });
}

test("for even degrees of freedom it is the sum of Poisson's", () => {
  for (const degrees of [2, 4, 10, 50]) {
    for (const x of [0.01, 1, 9.9, 50, 200]) {
      let term = Math.exp(-x / 2);
      let sum = term;
      for (let i = 1; i < degrees / 2; ++i) sum += term *= x / 2 / i;
      near(chiSquaredTail(x, degrees), sum, 1e-9);
    }
  }
});

test("no difference is certain, a huge one is nothing", () => {
  assert.equal(chiSquaredTail(0, 1), 1);
  assert.equal(chiSquaredTail(1e9, 3), 0);
});

const cells = (...all: [share: number, requests: number][]) =>
  ratioTest(all.map(([share, requests]) => ({ share, requests })));

test("the ratio: Pearson's statistic of two cells is the square of the usual deviation", () => {
  near(cells([0.5, 550], [0.5, 450])!, chiSquaredTail(10, 1), 1e-12);
  assert.ok(cells([0.1, 1100], [0.9, 8900])! < 0.001);
  assert.ok(cells([0.1, 1050], [0.9, 8950])! > 0.05);
});

test("the ratio: cells with few requests go together, and too few say nothing", () => {
  assert.equal(cells([0.5, 0], [0.5, 0]), null);
  assert.equal(cells([0.0001, 0], [0.9999, 100]), null);
  assert.equal(cells([1, 100]), null);
  const [together, apart] = [
    cells([0.01, 2], [0.01, 4], [0.02, 5], [0.96, 289]),
    cells([0.02, 6], [0.98, 294]),
  ];
  assert.ok(together !== null && apart !== null);
  near(cells([0.01, 2], [0.01, 4], [0.98, 294])!, apart, 1e-12);
});

test("the ratio: what nobody can get, and somebody got, is no chance", () => {
  assert.equal(cells([0, 1], [0.5, 50], [0.5, 50]), 0);
});
