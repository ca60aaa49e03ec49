import {
  isSameCondition,
  TestKind,
  WrittenCondition,
  WrittenMatch,
  WrittenTest,
} from "../rule/written-match";
import { utf8 } from "../text/bytes";
import { Needle } from "../text/needle";
import { Condition } from "./condition";
import { Match } from "./match";
import { Draft } from "./draft";
import { Slots } from "./slots";
import { Contains } from "./tests/contains";
import { At, Literal } from "./tests/literal";
import { Matching } from "./tests/matching";
import { OneOf } from "./tests/one-of";
import { ValueTest } from "./tests/value-test";

/** Makes the conditions of a plan: one for all that ask the same. */
export class Conditions {
  constructor(
    private readonly draft: Draft,
    private readonly slots: Slots,
  ) {}

  ofMatch(written: WrittenMatch): Match {
    const alternatives: Condition[][] = [];
    for (let i = 0; i < written.alternatives.length; ++i) {
      const conditions: Condition[] = [];
      const alternative = written.alternatives[i];
      for (let j = 0; j < alternative.length; ++j) conditions.push(this.of(alternative[j]));
      alternatives.push(conditions);
    }
    return new Match(alternatives);
  }

  private of(written: WrittenCondition): Condition {
    const conditions = this.draft.conditions;
    for (let i = 0; i < conditions.length; ++i) {
      if (isSameCondition(conditions[i].written, written)) return conditions[i];
    }
    const slot = this.slots.of(written.source);
    const isAbsent = written.test.kind == TestKind.Absent;
    const condition = new Condition(conditions.length, slot, testOf(written.test), isAbsent, written);
    conditions.push(condition);
    return condition;
  }
}

/** Null where it is enough that there is a value, or none. */
function testOf(written: WrittenTest): ValueTest | null {
  const texts = written.texts.map<StaticArray<u8>>((text) => utf8(text));
  const isFolded = written.isFolded;
  switch (written.kind) {
    case TestKind.Present:
    case TestKind.Absent:
      return null;
    case TestKind.Regex:
      return new Matching(written.regex!);
    case TestKind.Prefix:
      return new Literal(new Needle(texts[0], isFolded), At.Start);
    case TestKind.Suffix:
      return new Literal(new Needle(texts[0], isFolded), At.End);
    case TestKind.Contains:
      return new Contains(new Needle(texts[0], isFolded));
    default:
      if (texts.length == 1) return new Literal(new Needle(texts[0], isFolded), At.Whole);
      return new OneOf(texts, isFolded);
  }
}
