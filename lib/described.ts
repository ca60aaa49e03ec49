/** Where a value comes from: a field of the configuration, and the name there. */
export interface DescribedSource {
  readonly kind: string;
  /** In names of claims and properties the parts have a NUL between them. */
  readonly name: string;
  /** The expression that takes the value out; "" for all of it. */
  readonly capture: string;
  /** Of "all", the sources that are joined. */
  readonly parts: readonly DescribedSource[];
}

/** What a value must be. */
export interface DescribedCondition {
  readonly source: DescribedSource;
  /** True when it is the value of the rule's key, of which placeholders count too. */
  readonly isOfKey: boolean;
  readonly test: "in" | "prefix" | "suffix" | "contains" | "regex" | "present" | "absent";
  /** True when A to Z count in any letter case; `texts` has small letters then. */
  readonly isFolded: boolean;
  readonly texts: readonly string[];
}

/** Alternatives, of which one must hold; of each all conditions. */
export type DescribedMatch = readonly (readonly DescribedCondition[])[];

/** The steps from an id's bytes to its bucket. */
export interface DescribedBucket {
  readonly algorithm: "fnv1a32" | "murmur3_32" | "xxhash64" | "sha1" | "sha256";
  /** A whole number of up to 64 bits, in decimal. FNV-1a goes on from it. */
  readonly seed: string;
  /** What is hashed before the id, and after it. */
  readonly before: string;
  readonly after: string;
  /** What becomes of the hash: nothing, fmix32, or FNV-1a of its decimal digits. */
  readonly then: "" | "fmix32" | "digits";
  /** Of 2^32 or 2^64 the remainder; the share of 2^32; or of 2^60 - 1 the hundred thousandths. */
  readonly to: "remainder" | "share" | "hundredThousandths";
  readonly modulo: number;
}

/** What a rule does, as the core says it. A tag value that is null is no tag. */
export interface DescribedRule {
  readonly rule: string;
  readonly path: string;
  readonly tagHeader: string;
  readonly key: { readonly sources: readonly DescribedSource[]; readonly placeholders: readonly string[] };
  /** Null for a rule that is off: nothing else of it counts then. */
  readonly bucket: DescribedBucket | null;
  readonly match: DescribedMatch | null;
  readonly unless: DescribedMatch | null;
  readonly overrides: readonly { readonly match: DescribedMatch; readonly tagValue: string | null }[];
  readonly pins: readonly { readonly ids: readonly string[]; readonly tagValue: string | null }[];
  /** The first whose range is above the bucket has it, unless the bucket is below its `from`. */
  readonly policies: readonly {
    readonly from: number;
    readonly range: number;
    readonly tagValue: string;
  }[];
  readonly defaultTagValue: string | null;
  readonly anonymousTagValue: string | null;
}
