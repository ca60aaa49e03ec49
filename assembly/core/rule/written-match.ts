import { Regex } from "../regex/regex";
import { isSameSource, WrittenSource } from "./written-key";

/** What a value may be compared with. */
export enum TestKind {
  /** The value is one of the texts. */
  In,
  Prefix,
  Suffix,
  Contains,
  Regex,
  /** There is a value, if only an empty one. */
  Present,
  /** There is none. */
  Absent,
}

/** What a value must be, as checked data. */
export class WrittenTest {
  /** The expression, which is then the only text. */
  regex: Regex | null = null;

  constructor(
    readonly kind: TestKind,
    /** In small letters where letter case counts for nothing. */
    readonly texts: string[],
    readonly isFolded: bool,
  ) {}
}

/** A condition as checked data: what the value of a source must be. */
export class WrittenCondition {
  constructor(
    readonly source: WrittenSource,
    readonly test: WrittenTest,
  ) {}
}

/** Where a rule applies: all conditions of one of the alternatives hold. */
export class WrittenMatch {
  readonly alternatives: WrittenCondition[][] = [];
}

/** What a rule does, before it hashes, with a request that matches: the tag value, or "" for no tag. */
export class WrittenOverride {
  constructor(
    readonly match: WrittenMatch,
    readonly tagValue: string,
  ) {}
}

/** True when both hold for the same requests. */
export function isSameCondition(one: WrittenCondition, other: WrittenCondition): bool {
  return isSameSource(one.source, other.source) && isSameTest(one.test, other.test);
}

function isSameTest(one: WrittenTest, other: WrittenTest): bool {
  if (one.kind != other.kind || one.isFolded != other.isFolded) return false;
  if (one.texts.length != other.texts.length) return false;
  for (let i = 0; i < one.texts.length; ++i) if (one.texts[i] != other.texts[i]) return false;
  return true;
}
