import { Condition } from "./condition";

/** Where a rule applies, or an override: all conditions of one of the alternatives hold. */
export class Match {
  constructor(readonly alternatives: Condition[][]) {}
}

/** What a rule yields, before it hashes, for a request that matches. */
export class Override {
  constructor(
    readonly match: Match,
    /** Null: no tag, whatever the rules behind this one say. */
    readonly tagValue: StaticArray<u8> | null,
  ) {}
}
