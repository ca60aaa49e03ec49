import { BucketHash } from "../hash/bucket-hash";
import { Envoy } from "../hash/envoy";
import { Flagd } from "../hash/flagd";
import { GoFeatureFlag } from "../hash/go-feature-flag";
import { GrowthBook1, GrowthBook2 } from "../hash/growthbook";
import { Higress } from "../hash/higress";
import { LaunchDarkly } from "../hash/launchdarkly";
import { Salted } from "../hash/salted";
import { Split } from "../hash/split";
import { ROLLOUT_SEED, Unleash, VARIANT_SEED } from "../hash/unleash";
import { Engine, WrittenHash } from "../rule/written-hash";

/** What does what `hash` says; null for the plain hash. An engine that has a modulo of its own does not look at `modulo`. */
export function bucketHashOf(hash: WrittenHash | null, modulo: u32): BucketHash | null {
  if (hash === null) return null;
  switch (hash.engine) {
    case Engine.UnleashRollout:
      return new Unleash(hash.text, ROLLOUT_SEED, modulo);
    case Engine.UnleashVariants:
      return new Unleash(hash.text, VARIANT_SEED, modulo);
    case Engine.Split:
      return new Split(<u32>hash.seed);
    case Engine.Flagd:
      return new Flagd(hash.text, modulo);
    case Engine.GrowthBook1:
      return new GrowthBook1(hash.text);
    case Engine.GrowthBook2:
      return new GrowthBook2(hash.text);
    case Engine.LaunchDarkly:
      return new LaunchDarkly(hash.text);
    case Engine.GoFeatureFlag:
      return new GoFeatureFlag(hash.text, modulo);
    case Engine.Envoy:
      return new Envoy(hash.seed, modulo);
    case Engine.Higress:
      return new Higress();
    default:
      return new Salted(hash.text, modulo);
  }
}
