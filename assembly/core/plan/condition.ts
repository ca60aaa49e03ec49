import { WrittenCondition } from "../rule/written-match";
import { Sought } from "./slot";
import { ValueTest } from "./tests/value-test";
import { Values } from "./values";

/** What a value of the request must be. The answer stands at `index` in the Request; whoever asks the same shares it. */
export class Condition {
  constructor(
    readonly index: i32,
    readonly slot: Sought,
    /** Null: any value will do, or where `isAbsent` none. */
    private readonly test: ValueTest | null,
    /** True: the request must not have the value. */
    private readonly isAbsent: bool,
    /** As the rules have it. */
    readonly written: WrittenCondition,
  ) {}

  /** Whether the value, which must be known, is so. A value that the request does not have passes no test. */
  holds(values: Values): bool {
    const slot = this.slot.index;
    if (!values.has(slot)) return this.isAbsent;
    const test = this.test;
    if (test === null) return !this.isAbsent;
    return test.holds(values.bytes, unchecked(values.starts[slot]), unchecked(values.ends[slot]));
  }
}
