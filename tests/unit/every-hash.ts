// For tests/hash/every-hash.test.ts: shows hash after hash to the compiled rules and looks at what they choose.
import { utf8 } from "../../assembly/core/text/bytes";
import { parse } from "../../assembly/core/gateway";
import { fmix32 } from "../../assembly/core/hash/fmix32";
import { choose } from "../../assembly/core/decide";
import { Draft } from "../../assembly/core/plan/draft";
import { Plan } from "../../assembly/core/plan/plan";
import { Request } from "../../assembly/core/plan/request";

let plan: Plan = new Draft().settled();
const request = new Request();

/** Index of the policy that each bucket should have, and the number of policies where it should have none. */
let wanted: StaticArray<u8> = [];

/** How many hashes got each policy, and at the end none. */
let counts: StaticArray<u64> = [];

/** Takes a valid configuration with one rule, of this modulo and this number of policies. */
export function configure(json: string, modulo: i32, policies: i32): void {
  const text = utf8(json);
  plan = parse(text, text.length).plan;
  request.fit(plan);
  wanted = new StaticArray<u8>(modulo);
  counts = new StaticArray<u64>(policies + 1);
}

export function want(bucket: i32, policy: u8): void {
  wanted[bucket] = policy;
}

export function count(policy: i32): u64 {
  return counts[policy];
}

/** Of the hashes in [from, to), how many do not get the policy that they should have. */
export function differences(from: u64, to: u64): u64 {
  const policies = plan.rules[0].policies;
  const bucket = plan.keys[0].buckets[0];
  const tagValues = new Array<StaticArray<u8> | null>(counts.length);
  for (let i = 0; i < policies.length; ++i) tagValues[i] = policies[i].tagValue;
  let different: u64 = 0;
  let at = <i32>(from % wanted.length);
  for (let hash = from; hash < to; ++hash) {
    unchecked((request.buckets[0] = bucket.of(<u32>hash)));
    choose(plan, request);
    const policy = <i32>unchecked(wanted[at]);
    if (request.tagValues[0] === unchecked(tagValues[policy])) unchecked(++counts[policy]);
    else ++different;
    if (++at == wanted.length) at = 0;
  }
  return different;
}

/** Of the hashes in [from, to), how many the mixer's inverse does not give back: with none, no two hashes share one. */
export function lost(from: u64, to: u64): u64 {
  let lost: u64 = 0;
  for (let hash = from; hash < to; ++hash) if (unmixed(fmix32(<u32>hash)) != <u32>hash) ++lost;
  return lost;
}

/** fmix32 backwards: its factors' inverses modulo 2^32, its shifts undone. */
function unmixed(hash: u32): u32 {
  hash = (hash ^ (hash >> 16)) * 0x7ed1b41d;
  hash = (hash ^ (hash >> 13) ^ (hash >> 26)) * 0xa5cb9243;
  return hash ^ (hash >> 16);
}
