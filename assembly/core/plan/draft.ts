import { AnswerPlan } from "./answer";
import { Condition } from "./condition";
import { Debug } from "./debug";
import { Bucket, Key, Plan, Policy, Rule, TagHeader } from "./plan";
import { Read } from "./slot";

/** A plan while it is compiled: its lists grow. */
export class Draft {
  readonly reads: Read[] = [];
  readonly conditions: Condition[] = [];
  readonly keys: Key[] = [];
  readonly rules: Rule[] = [];
  readonly tagHeaders: TagHeader[] = [];
  readonly scheduled: Policy[] = [];
  slots: i32 = 0;
  buckets: i32 = 0;
  debug: Debug | null = null;
  answer: AnswerPlan | null = null;
  /** For each key its buckets, and for each tag header its rules. */
  readonly bucketsOf: Bucket[][] = [];
  readonly rulesOf: Rule[][] = [];

  addKey(key: Key): void {
    this.keys.push(key);
    this.bucketsOf.push([]);
  }

  addTagHeader(tagHeader: TagHeader): void {
    this.tagHeaders.push(tagHeader);
    this.rulesOf.push([]);
  }

  /** The plan. Its lists are in one piece each, without room to grow: a request then touches less memory. */
  settled(): Plan {
    for (let i = 0; i < this.keys.length; ++i) {
      this.keys[i].buckets = StaticArray.fromArray<Bucket>(this.bucketsOf[i]);
    }
    for (let i = 0; i < this.tagHeaders.length; ++i) {
      this.tagHeaders[i].rules = StaticArray.fromArray<Rule>(this.rulesOf[i]);
    }
    const plan = new Plan(
      StaticArray.fromArray<Read>(this.reads),
      StaticArray.fromArray<Condition>(this.conditions),
      StaticArray.fromArray<Key>(this.keys),
      StaticArray.fromArray<Rule>(this.rules),
      StaticArray.fromArray<TagHeader>(this.tagHeaders),
      StaticArray.fromArray<Policy>(this.scheduled),
      this.buckets,
      this.slots,
    );
    plan.debug = this.debug;
    plan.answer = this.answer;
    return plan;
  }
}
