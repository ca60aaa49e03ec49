// Not a sample: with WHOLE=1 each of the 2^32 hashes goes through the core, and must get the policy that arithmetic says.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { compile } from "../compile.ts";
import type { Found, Job } from "./every-hash.part.ts";

const ALL = 2n ** 32n;
const PARTS = 64n;
/** How much of each part is looked at. */
const SHARE = process.env["WHOLE"] ? 1n : 64n;

const MODULO = 10_000;
/** With a gap, and buckets above all of them. */
const POLICIES = [
  { from: 0, range: 500 },
  { from: 500, range: 2_500 },
  { from: 2_500, range: 2_501 },
  { from: 4_000, range: 9_000 },
];

/** The last hashes of each part. */
const parts = Array.from({ length: Number(PARTS) }, (_, i): [bigint, bigint] => {
  const [size, to] = [ALL / PARTS, (BigInt(i) + 1n) * (ALL / PARTS)];
  return [to - size / SHARE, to];
});

/** How many hashes below `limit` have a bucket in [from, to). */
function below(limit: bigint, from: number, to: number): bigint {
  const [rounds, rest] = [limit / BigInt(MODULO), Number(limit % BigInt(MODULO))];
  return rounds * BigInt(to - from) + BigInt(Math.max(0, Math.min(rest, to) - from));
}

/** What a process of its own finds. */
const played = (job: Job) =>
  new Promise<Found>((resolve, reject) => {
    const child = fork(new URL("every-hash.part.ts", import.meta.url), { serialization: "advanced" });
    child.once("message", resolve).once("error", reject);
    child.once("exit", (status) => reject(new Error(`it ended with ${status}`)));
    child.send(job);
  });

test("every hash gets the policy that arithmetic says, and the mixer keeps all hashes apart", async (t) => {
  const wasm = await compile('export * from "./tests/unit/every-hash";');
  const processes = availableParallelism();
  const began = performance.now();
  const all = await Promise.all(
    Array.from({ length: processes }, (_, process) =>
      played({
        wasm,
        modulo: MODULO,
        policies: POLICIES,
        parts: parts.filter((_, i) => i % processes === process),
      }),
    ),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const sum = (counts: bigint[]) => counts.reduce((total, count) => total + count, 0n);
  const counts = [...POLICIES, null].map((_, policy) => sum(all.map((found) => found.counts[policy]!)));
  t.diagnostic(
    `${sum(counts)} hashes in ${seconds} s, ${processes} processes: ${counts.join(", ")} to the policies and none`,
  );

  assert.equal(sum(all.map(({ different }) => different)), 0n);
  assert.equal(sum(all.map(({ lost }) => lost)), 0n);
  const expected = POLICIES.map(({ from, range }) =>
    sum(parts.map(([first, end]) => below(end, from, range) - below(first, from, range))),
  );
  expected.push(ALL / SHARE - sum(expected));
  assert.deepEqual(counts, expected);
  assert.equal(sum(counts), ALL / SHARE);
});
