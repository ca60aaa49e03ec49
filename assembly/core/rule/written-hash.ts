/** Whose buckets a rule has, where they are not the plain hash's: a class of core/hash each. */
export enum Engine {
  Salted,
  UnleashRollout,
  UnleashVariants,
  Split,
  Flagd,
  GrowthBook1,
  GrowthBook2,
  LaunchDarkly,
  GoFeatureFlag,
  Envoy,
  Higress,
}

/** A rule's `salt` or `hash` as checked data. */
export class WrittenHash {
  constructor(
    readonly engine: Engine,
    /** What is hashed with the id; "" where that is nothing. */
    readonly text: string,
    /** Split takes the lowest 32 bits; 0 where the engine has none. */
    readonly seed: u64 = 0,
  ) {}

  /** The modulo of the engine; 0 where each rule has its own. */
  get modulo(): u32 {
    switch (this.engine) {
      case Engine.UnleashRollout:
      case Engine.Split:
      case Engine.Higress:
        return 100;
      case Engine.GrowthBook1:
        return 1000;
      case Engine.GrowthBook2:
        return 10000;
      case Engine.LaunchDarkly:
        return 100000;
      default:
        return 0;
    }
  }
}

/** True when two rules of one modulo have the same buckets; null is the plain hash. */
export function isSameHash(one: WrittenHash | null, other: WrittenHash | null): bool {
  if (one === null || other === null) return one === other;
  return one.engine == other.engine && one.seed == other.seed && one.text == other.text;
}
