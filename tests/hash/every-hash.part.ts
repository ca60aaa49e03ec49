// A process that looks at some of all hashes for every-hash.test.ts, which sends it a Job and gets Found back.
import { instantiateSync } from "@assemblyscript/loader";

export interface Job {
  wasm: Uint8Array<ArrayBuffer>;
  modulo: number;
  /** The buckets [from, range) of each policy, ascending. */
  policies: { from: number; range: number }[];
  /** [from, to) of hashes. */
  parts: [from: bigint, to: bigint][];
}

export interface Found {
  /** How many hashes got another policy than they should, and how many the mixer loses. */
  different: bigint;
  lost: bigint;
  /** How many got each policy, and at the end none. */
  counts: bigint[];
}

interface Exports extends Record<string, unknown> {
  configure(json: number, modulo: number, policies: number): void;
  want(bucket: number, policy: number): void;
  count(policy: number): bigint;
  differences(from: bigint, to: bigint): bigint;
  lost(from: bigint, to: bigint): bigint;
}

process.once("message", (job: Job) => {
  process.send!(found(job), () => process.disconnect());
});

function found({ wasm, modulo, policies: shares, parts }: Job): Found {
  const { exports } = instantiateSync<Exports>(wasm);
  const policies = shares.map((share) => ({ ...share, tagValue: `below ${share.range}` }));
  const rule = { header: "x-user-id", modulo, tagHeader: "tag", policies };
  exports.configure(exports.__newString(JSON.stringify({ rules: [rule] })), modulo, shares.length);
  for (let bucket = 0; bucket < modulo; ++bucket) {
    const policy = shares.findIndex(({ from, range }) => bucket >= from && bucket < range);
    exports.want(bucket, policy === -1 ? shares.length : policy);
  }
  const total = { different: 0n, lost: 0n };
  for (const [from, to] of parts) {
    total.different += exports.differences(from, to);
    total.lost += exports.lost(from, to);
  }
  return {
    ...total,
    counts: Array.from({ length: shares.length + 1 }, (_, policy) => exports.count(policy)),
  };
}
