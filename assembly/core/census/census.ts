import { decide, tagValueOf } from "../decide";
import { Key, Plan } from "../plan/plan";
import { NO_SOURCE, Request } from "../plan/request";
import { isSame, utf8 } from "../text/bytes";
import { TagValues, tagValuesOf } from "./tag-values";

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
   * For each user, the number of the tag value under each tag header. An id ends in `ids` where `ends` says; a user has
   * one for each key, or, where `isShared`, one for all. An empty one stands for nobody.
   */
  seen(ids: StaticArray<u8>, ends: StaticArray<u32>, isShared: bool): Uint32Array {
    const keys = this.plan.keys;
    const tagHeaders = this.plan.tagHeaders.length;
    const each = isShared ? 1 : keys.length;
    const users = each == 0 ? 0 : ends.length / each;
    const numbers = new Uint32Array(users * tagHeaders);
    this.request.begin(this.plan, ids);
    for (let user = 0; user < users; ++user) {
      for (let i = 0, k = keys.length; i < k; ++i) {
        const at = user * each + (isShared ? 0 : i);
        this.give(keys[i], at == 0 ? 0 : ends[at - 1], ends[at]);
      }
      this.decideInto(numbers, user * tagHeaders);
    }
    return numbers;
  }

  /** The number of the tag value that a request without any key gets under each tag header. */
  withoutKey(): Uint32Array {
    const numbers = new Uint32Array(this.plan.tagHeaders.length);
    this.begin();
    for (let i = 0; i < this.plan.keys.length; ++i) this.request.sources[i] = NO_SOURCE;
    this.decideInto(numbers, 0);
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

  private decideInto(numbers: Uint32Array, from: i32): void {
    decide(this.plan, this.request);
    for (let i = 0, k = this.tagValues.length; i < k; ++i) {
      const tagValue = tagValueOf(this.plan, this.request, i);
      unchecked((numbers[from + i] = unchecked(this.tagValues[i]).numberOf(tagValue)));
    }
  }
}
