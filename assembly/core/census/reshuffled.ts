import { Bucket, TagHeader } from "../plan/plan";
import { isSameHash } from "../rule/written-hash";

/**
 * What deals the users of a tag header anew, where its rules are no longer those of `before` but those of `after`: "key",
 * "hash" (a salt, a layer or an engine), "modulo"; each once. Empty where every rule has the buckets of one before.
 */
export function reshuffledBy(before: TagHeader, after: TagHeader): string[] {
  const causes: string[] = [];
  const old = bucketsOf(before);
  const all = bucketsOf(after);
  for (let i = 0; i < all.length && old.length > 0; ++i) {
    if (old.includes(all[i])) continue;
    const cause = differenceOf(old[min(i, old.length - 1)], all[i]);
    if (!causes.includes(cause)) causes.push(cause);
  }
  return causes;
}

function differenceOf(one: Bucket, other: Bucket): string {
  if (one.key !== other.key) return "key";
  return isSameHash(one.written, other.written) ? "modulo" : "hash";
}

/** The buckets of the rules that are on. */
function bucketsOf(tagHeader: TagHeader): Bucket[] {
  const buckets: Bucket[] = [];
  for (let i = 0; i < tagHeader.rules.length; ++i) {
    const bucket = tagHeader.rules[i].bucket;
    if (bucket !== null) buckets.push(bucket);
  }
  return buckets;
}
