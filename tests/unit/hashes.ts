// Every hash behind numbers and strings, for the tests in tests/hash. They write ids into the room that roomAt() names.
import { fnv1a32 } from "../../assembly/core/hash/fnv1a32";
import { BucketHash } from "../../assembly/core/hash/bucket-hash";
import { Envoy } from "../../assembly/core/hash/envoy";
import { Flagd } from "../../assembly/core/hash/flagd";
import { fmix32 } from "../../assembly/core/hash/fmix32";
import { fnv1a32After } from "../../assembly/core/hash/fnv1a32-after";
import { GoFeatureFlag } from "../../assembly/core/hash/go-feature-flag";
import { GrowthBook1, GrowthBook2 } from "../../assembly/core/hash/growthbook";
import { Higress } from "../../assembly/core/hash/higress";
import { LaunchDarkly, share } from "../../assembly/core/hash/launchdarkly";
import { Murmur3 } from "../../assembly/core/hash/murmur3";
import { Salted } from "../../assembly/core/hash/salted";
import { Sha1 } from "../../assembly/core/hash/sha1";
import { Sha256 } from "../../assembly/core/hash/sha256";
import { Split } from "../../assembly/core/hash/split";
import { Unleash } from "../../assembly/core/hash/unleash";
import { xxhash64 } from "../../assembly/core/hash/xxhash64";
import { utf8 } from "../../assembly/core/text/bytes";

/** What a rule without a salt does: its users are those of the ASM plug-in. */
class Plain extends BucketHash {
  bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32 {
    return fnv1a32(bytes, start, end) % this.modulo;
  }
}

const room = new StaticArray<u8>(1 << 16);

export function roomAt(): usize {
  return changetype<usize>(room);
}

/** The bucket of the id that the room's first `length` bytes are. */
export function bucketOf(hash: BucketHash, length: i32): u32 {
  return hash.bucketOf(room, 0, length);
}

/** The same `times` over, for its time: the sum of the buckets. */
export function repeat(hash: BucketHash, length: i32, times: i32): u32 {
  let sum: u32 = 0;
  for (let i = 0; i < times; ++i) sum += hash.bucketOf(room, 0, length);
  return sum;
}

export function plain(modulo: u32): BucketHash {
  return new Plain(modulo);
}

export function salted(salt: string, modulo: u32): BucketHash {
  return new Salted(salt, modulo);
}

export function unleash(groupId: string, seed: u32, modulo: u32): BucketHash {
  return new Unleash(groupId, seed, modulo);
}

export function split(seed: u32): BucketHash {
  return new Split(seed);
}

export function flagd(flagKey: string, modulo: u32): BucketHash {
  return new Flagd(flagKey, modulo);
}

export function growthBook1(seed: string): BucketHash {
  return new GrowthBook1(seed);
}

export function growthBook2(seed: string): BucketHash {
  return new GrowthBook2(seed);
}

export function launchDarkly(prefix: string): BucketHash {
  return new LaunchDarkly(prefix);
}

export function goFeatureFlag(flag: string, modulo: u32): BucketHash {
  return new GoFeatureFlag(flag, modulo);
}

export function envoy(seed: u64, modulo: u32): BucketHash {
  return new Envoy(seed, modulo);
}

export function higress(): BucketHash {
  return new Higress();
}

// The algorithms by themselves, before a modulo hides most of their bits.

export function fmix(hash: u32): u32 {
  return fmix32(hash);
}

export function fnv1a(prefix: string, length: i32): u32 {
  const before = utf8(prefix);
  return fnv1a32After(fnv1a32(before, 0, before.length), room, 0, length);
}

export function murmur3(seed: u32, prefix: string, length: i32): u32 {
  return new Murmur3(seed, utf8(prefix)).of(room, 0, length);
}

export function xxh64(seed: u64, length: i32): u64 {
  return xxhash64(seed, room, 0, length);
}

export function sha1(prefix: string, length: i32): u64 {
  return new Sha1(utf8(prefix)).of(room, 0, length);
}

export function sha256(prefix: string, length: i32): u64 {
  return new Sha256(utf8(prefix)).of(room, 0, length);
}

export function launchDarklyShare(value: u64): u32 {
  return share(value);
}
