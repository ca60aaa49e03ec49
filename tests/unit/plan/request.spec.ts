import { Draft } from "../../../assembly/core/plan/draft";
import { Bucket, Key, Plan, Rule, TagHeader } from "../../../assembly/core/plan/plan";
import { Request } from "../../../assembly/core/plan/request";
import { Read, Slot } from "../../../assembly/core/plan/slot";
import { headerKey } from "../../../assembly/core/rule/written-key";
import { bytes } from "../given";

/** A plan of so many reads, keys, buckets, rules and tag headers. */
function planOf(size: i32): Plan {
  const draft = new Draft();
  draft.buckets = size;
  for (let i = 0; i < size; ++i) {
    draft.reads.push(new Read(draft.slots++, bytes("h")));
    const key = new Key(i, [], headerKey("h"));
    draft.addKey(key);
    draft.rules.push(new Rule(i, new Bucket(i, key, 100, null, null), [], null, null));
    draft.addTagHeader(new TagHeader(bytes("t"), new Slot(draft.slots++)));
  }
  return draft.settled();
}

describe("a request", () => {
  test("has room for the largest plan that it was fitted to", () => {
    const request = new Request();
    request.fit(planOf(3));
    request.fit(planOf(2));
    expect(request.starts).toHaveLength(6);
    expect(request.ends).toHaveLength(6);
    expect(request.sources).toHaveLength(3);
    expect(request.buckets).toHaveLength(3);
    expect(request.reasons).toHaveLength(3);
    expect(request.steps).toHaveLength(3);
    expect(request.winners).toHaveLength(3);
    expect(request.tagValues).toHaveLength(3);
  });

  test("forgets the one before", () => {
    const plan = planOf(1);
    const request = new Request();
    request.fit(plan);
    request.begin(plan, bytes("0005"));
    request.put(0, 0, 0);
    request.isWhole = true;
    expect(request.has(0)).toBe(true);
    expect(request.has(1)).toBe(false);
    request.begin(plan, bytes("0004"));
    expect(request.has(0)).toBe(false);
    expect(request.isWhole).toBe(false);
  });
});
