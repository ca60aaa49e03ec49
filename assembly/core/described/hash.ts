import { fnv1a32 } from "../hash/fnv1a32";
import { ROLLOUT_SEED, VARIANT_SEED } from "../hash/unleash";
import { Engine, WrittenHash } from "../rule/written-hash";
import { utf8 } from "../text/bytes";

const BASIS: u32 = 0x811c9dc5;

/** An engine's bucket in steps: the algorithm, over which bytes, and what becomes of its result. */
export class HashSteps {
  /** Murmur3 and xxHash64 begin with it; FNV-1a goes on from it, the hash of what stands before the id. */
  seed: u64 = 0;
  /** What is hashed before the id, and after it. */
  before: string = "";
  after: string = "";
  /** "fmix32", or "digits" for FNV-1a of its decimal digits; "" for nothing. */
  then: string = "";
  /** From there to the bucket: "remainder", "share" of 2^32, or "hundredThousandths" of the highest 60 bits. */
  bucket: string = "remainder";

  constructor(
    /** "fnv1a32", "murmur3_32", "xxhash64", or the first 64 bits of "sha1" or "sha256". */
    readonly algorithm: string,
  ) {}
}

/** The steps that the classes of core/hash take; of the plain hash for null. */
export function stepsOf(hash: WrittenHash | null): HashSteps {
  if (hash === null) return fnv1a("");
  const text = hash.text;
  switch (hash.engine) {
    case Engine.UnleashRollout:
      return murmur3(ROLLOUT_SEED, text + ":");
    case Engine.UnleashVariants:
      return murmur3(VARIANT_SEED, text + ":");
    case Engine.Split:
      return murmur3(<u32>hash.seed, "");
    case Engine.Flagd:
      return flagd(text);
    case Engine.GrowthBook1:
      return growthBook1(text);
    case Engine.GrowthBook2:
      return fnv1a(text, "digits");
    case Engine.LaunchDarkly:
      return launchDarkly(text);
    case Engine.GoFeatureFlag:
      return fnv1a(text);
    case Engine.Envoy:
      return envoy(hash.seed);
    case Engine.Higress:
      return new HashSteps("sha256");
    default:
      return fnv1a(text + ":", "fmix32");
  }
}

function fnv1a(before: string, then: string = ""): HashSteps {
  const steps = new HashSteps("fnv1a32");
  const bytes = utf8(before);
  steps.seed = before.length == 0 ? BASIS : fnv1a32(bytes, 0, bytes.length);
  steps.then = then;
  return steps;
}

function growthBook1(seed: string): HashSteps {
  const steps = fnv1a("");
  steps.after = seed;
  return steps;
}

function murmur3(seed: u32, before: string): HashSteps {
  const steps = new HashSteps("murmur3_32");
  steps.seed = seed;
  steps.before = before;
  return steps;
}

function flagd(flagKey: string): HashSteps {
  const steps = murmur3(0, flagKey);
  steps.bucket = "share";
  return steps;
}

function launchDarkly(prefix: string): HashSteps {
  const steps = new HashSteps("sha1");
  steps.before = prefix + ".";
  steps.bucket = "hundredThousandths";
  return steps;
}

function envoy(seed: u64): HashSteps {
  const steps = new HashSteps("xxhash64");
  steps.seed = seed;
  return steps;
}
