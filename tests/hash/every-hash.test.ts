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
const RANGES = [500, 2_500, 2_501, 9_000];

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
        ranges: RANGES,
        parts: parts.filter((_, i) => i % processes === process),
      }),
    ),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const sum = (counts: bigint[]) => counts.reduce((total, count) => total + count, 0n);
  const counts = [...RANGES, MODULO].map((_, policy) => sum(all.map((found) => found.counts[policy]!)));
  t.diagnostic(
    `${sum(counts)} hashes in ${seconds} s, ${processes} processes: ${counts.join(", ")} to the policies and none`,
  );

  assert.equal(sum(all.map(({ different }) => different)), 0n);
  assert.equal(sum(all.map(({ lost }) => lost)), 0n);
  const expected = [...RANGES, MODULO].map((to, policy) => {
    const from = RANGES[policy - 1] ?? 0;
    return sum(parts.map(([first, end]) => below(end, from, to) - below(first, from, to)));
  });
  assert.deepEqual(counts, expected);
  assert.equal(sum(counts), ALL / SHARE);
});
