import { decide } from "../decide";
import { Key, Plan } from "../plan/plan";
import { NO_SOURCE, Request } from "../plan/request";
import { isSame, utf8 } from "../text/bytes";
import { TagValues, tagValuesOf } from "./tag-values";
import { Tally } from "./tally";

/**
 * The users of a plan whose rules are as `assumed` has them: an id is the key, from whatever source it comes, and nothing
 * else of a request counts.
 */
export class Census {
  /** What each tag header can get. */
  readonly tagValues: TagValues[];
  readonly request: Request = new Request();
  /** For each key, the ids that stand for nobody. */
  private readonly placeholders: StaticArray<u8>[][] = [];

  constructor(readonly plan: Plan) {
    this.tagValues = tagValuesOf(plan);
    this.request.fit(plan);
    for (let i = 0; i < plan.keys.length; ++i) {
      this.placeholders.push(plan.keys[i].written.placeholders.map<StaticArray<u8>>((id) => utf8(id)));
    }
  }

  /** Makes the request that of a user whom no pin names, for whoever then sets its buckets. */
  begin(): void {
    const request = this.request;
    request.begin(this.plan, new StaticArray<u8>(0));
    for (let i = 0; i < this.plan.keys.length; ++i) {
      request.sources[i] = 0;
      request.put(this.plan.keys[i].sources[0].index, 0, 0); // no pin is empty
    }
  }

  /**
   * Counts users by their mix. An id ends in `ids` where `ends` says; a user has one for each key, or, where `isShared`, one
   * for all. An empty one stands for nobody.
   */
  count(ids: StaticArray<u8>, ends: StaticArray<u32>, isShared: bool, tally: Tally): void {
    const keys = this.plan.keys;
    const each = isShared ? 1 : keys.length;
    const users = each == 0 ? 0 : ends.length / each;
    const numbers = new StaticArray<u32>(this.plan.tagHeaders.length);
    this.request.begin(this.plan, ids);
    for (let user = 0; user < users; ++user) {
      for (let i = 0, k = keys.length; i < k; ++i) {
        const at = user * each + (isShared ? 0 : i);
        this.give(unchecked(keys[i]), at == 0 ? 0 : unchecked(ends[at - 1]), unchecked(ends[at]));
      }
      this.decideInto(numbers);
      tally.count(numbers);
    }
  }

  /** The number of the tag value that a request without any key gets under each tag header. */
  withoutKey(): StaticArray<u32> {
    const numbers = new StaticArray<u32>(this.plan.tagHeaders.length);
    this.begin();
    for (let i = 0; i < this.plan.keys.length; ++i) this.request.sources[i] = NO_SOURCE;
    this.decideInto(numbers);
    return numbers;
  }

  private give(key: Key, start: i32, end: i32): void {
    const request = this.request;
    const isNobody = start == end || this.isPlaceholder(key, start, end);
    unchecked((request.sources[key.index] = isNobody ? NO_SOURCE : 0));
    request.put(key.sources[0].index, start, end);
  }

  private isPlaceholder(key: Key, start: i32, end: i32): bool {
    const placeholders = unchecked(this.placeholders[key.index]);
    for (let i = 0, k = placeholders.length; i < k; ++i) {
      const placeholder = unchecked(placeholders[i]);
      if (isSame(placeholder, 0, placeholder.length, this.request.bytes, start, end)) return true;
    }
    return false;
  }

  private decideInto(numbers: StaticArray<u32>): void {
    const plan = this.plan;
    const request = this.request;
    const tagValues = this.tagValues;
    decide(plan, request);
    for (let i = 0, k = tagValues.length; i < k; ++i) {
      unchecked((numbers[i] = unchecked(tagValues[i]).numberOf(unchecked(request.tagValues[i]))));
    }
  }
}
