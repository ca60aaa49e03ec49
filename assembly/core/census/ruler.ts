import { Bucket, Plan } from "../plan/plan";

const HASHES: u64 = 1 << 32;

/**
 * How the hash values run through the cells of a bucket: a cell is a run of buckets that no rule tells apart. After
 * `period` hash values the cells begin anew.
 */
export class Ruler {
  constructor(
    readonly bucket: Bucket,
    readonly period: u64,
    /** The first bucket of each cell. */
    readonly firsts: StaticArray<u32>,
    /** How many hash values each cell has in a period; none has 0. */
    readonly lengths: StaticArray<u64>,
  ) {}
}

/** The ruler of a bucket for the rules of some tag headers. */
export function rulerOf(plan: Plan, bucket: Bucket, tagHeaders: i32[], isScaled: bool): Ruler {
  const bounds: u32[] = [0];
  for (let i = 0; i < tagHeaders.length; ++i) {
    const rules = plan.tagHeaders[tagHeaders[i]].rules;
    for (let j = 0; j < rules.length; ++j) {
      if (rules[j].bucket !== bucket) continue;
      const policies = rules[j].policies;
      for (let k = 0; k < policies.length; ++k) {
        bounds.push(policies[k].from);
        bounds.push(policies[k].range);
      }
    }
  }
  bounds.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const firsts: u32[] = [];
  const lengths: u64[] = [];
  for (let i = 0; i < bounds.length; ++i) {
    const end = i + 1 < bounds.length ? bounds[i + 1] : bucket.modulo;
    const length = isScaled
      ? hashesBelow(end, bucket.modulo) - hashesBelow(bounds[i], bucket.modulo)
      : <u64>(end - bounds[i]);
    if (length == 0) continue;
    firsts.push(bounds[i]);
    lengths.push(length);
  }
  const period = isScaled ? HASHES : <u64>bucket.modulo;
  return new Ruler(bucket, period, StaticArray.fromArray<u32>(firsts), StaticArray.fromArray<u64>(lengths));
}

/** How many of the 2^32 hash values, each times `modulo` by 2^32, come to a bucket below `bucket`. */
function hashesBelow(bucket: u32, modulo: u32): u64 {
  return (<u64>bucket * HASHES + (modulo - 1)) / modulo;
}
