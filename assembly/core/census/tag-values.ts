import { outcomesOf } from "../plan/outcome";
import { Plan } from "../plan/plan";
import { Reason } from "../plan/request";
import { isSame } from "../text/bytes";

/** What a tag header can get: each tag value once, by a number from 1. 0 is no tag. */
export class TagValues {
  readonly list: StaticArray<u8>[] = [];
  /** For each, whether no more than a default gives it: a user who comes to it was taken out of something. */
  readonly areDefaults: bool[] = [];
  /** Every tag value of the plan, also where two say the same, with its number. */
  private readonly written: StaticArray<u8>[] = [];
  private readonly numbers: i32[] = [];

  add(tagValue: StaticArray<u8>, isDefault: bool): void {
    let number = 0;
    while (number < this.list.length && !isEqual(this.list[number], tagValue)) ++number;
    if (number == this.list.length) {
      this.list.push(tagValue);
      this.areDefaults.push(true);
    }
    if (!isDefault) this.areDefaults[number] = false;
    this.written.push(tagValue);
    this.numbers.push(number + 1);
  }

  /** The number of a tag value; null is nobody's. */
  numberOf(tagValue: StaticArray<u8> | null): i32 {
    if (tagValue === null) return 0;
    const written = this.written;
    for (let i = 0, k = written.length; i < k; ++i) {
      if (unchecked(written[i]) === tagValue) return unchecked(this.numbers[i]);
    }
    return 0;
  }
}

function isEqual(one: StaticArray<u8>, other: StaticArray<u8>): bool {
  return isSame(one, 0, one.length, other, 0, other.length);
}

/** Those of each tag header of the plan. */
export function tagValuesOf(plan: Plan): TagValues[] {
  const all: TagValues[] = [];
  const headers = new StaticArray<i32>(plan.rules.length); // of the rules
  for (let i = 0; i < plan.tagHeaders.length; ++i) {
    all.push(new TagValues());
    const rules = plan.tagHeaders[i].rules;
    for (let j = 0; j < rules.length; ++j) headers[rules[j].index] = i;
  }
  const outcomes = outcomesOf(plan);
  for (let i = 0; i < outcomes.length; ++i) {
    const outcome = outcomes[i];
    const tagValue = outcome.tagValue;
    if (tagValue === null) continue;
    const isDefault = outcome.reason == Reason.Default || outcome.reason == Reason.Anonymous;
    all[headers[outcome.rule.index]].add(tagValue, isDefault);
  }
  return all;
}
