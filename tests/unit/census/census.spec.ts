import {
  areDefaults,
  census,
  censusOfBoth,
  censusTagHeaders,
  count,
  keyCount,
  reshuffled,
  tallied,
  tally,
  tagValues,
  uncounted,
  withoutKey,
} from "../../../assembly/core/census";
import { Census } from "../../../assembly/core/census/census";
import { bytes } from "../given";
import { censusOf, rule, rulesOf } from "./given";

/** The rows of a tally of these ids, as a text. */
function counted(census: Census, ids: string[], isShared: bool): string {
  const ends = new StaticArray<u32>(ids.length);
  for (let i = 0, end = 0; i < ids.length; ++i) ends[i] = end += bytes(ids[i]).length;
  const all = tally(census);
  count(census, all, bytes(ids.join("")), ends, isShared);
  return tallied(all).join();
}

describe("users", () => {
  test("are counted by their mix", () => {
    // 0005 has bucket 5 of 100; 0001 has 57.
    const two = censusOf([rule("a", 100, 10), rule("b", 100, 50)]);
    expect(counted(two, ["0005", "0001", "0005"], true)).toBe("1,1,2,0,0,1");
  });

  test("have an id for each key where it is not shared, and an empty one is nobody's", () => {
    const other = rule("b", 100, 100).replace("x-user-id", "x-tenant");
    const two = censusOf([rule("a", 100, 100), other + ', "anonymousTagValue": "nobody"']);
    expect(keyCount(two)).toBe(2);
    expect(counted(two, ["u", "", "", "t"], false)).toBe("1,2,1,0,1,1");
    expect(tagValues(two, 1).join()).toBe("in,nobody");
    expect(withoutKey(two).join()).toBe("0,2");
  });

  test("are nobody by a placeholder", () => {
    expect(counted(censusOf([rule("a", 100, 100, ', "placeholders": ["-", "0"]')]), ["0", "7"], true)).toBe(
      "0,1,1,1",
    );
  });

  test("are by a pin what it says", () => {
    const pins = ', "pins": [{"ids": ["vip"], "tagValue": "v9"}]';
    expect(counted(censusOf([rule("a", 100, 0, pins)]), ["vip", "me"], true)).toBe("1,1,0,1");
  });

  test("of no rules are none", () => {
    expect(counted(censusOf([rule("a", 100, 10, ', "enabled": false')]), [], false)).toBe("");
  });

  test("can have more mixes than there was room for", () => {
    const policies: string[] = [];
    for (let i = 0; i < 500; ++i) policies.push(`{"from": ${i}, "range": ${i + 1}, "tagValue": "v${i}"}`);
    const fine = censusOf([rule("a", 500, 0).replace('{"range": 0, "tagValue": "in"}', policies.join())]);
    const ids: string[] = [];
    for (let i = 0; i < 5000; ++i) ids.push("user-" + i.toString());
    const rows = counted(fine, ids, true).split(",");
    let users = 0;
    for (let i = 1; i < rows.length; i += 2) users += <i32>parseInt(rows[i]);
    expect(rows.length).toBe(1000);
    expect(users).toBe(5000);
  });
});

describe("a tag value", () => {
  test("is a default where nothing else gives it", () => {
    const it = censusOf([
      rule("a", 100, 10, ', "defaultTagValue": "v1"'),
      rule("a", 100, 20, ', "name": "second", "defaultTagValue": "in"'),
    ]);
    expect(censusTagHeaders(it).join()).toBe("a");
    expect(tagValues(it, 0).join()).toBe("in,v1");
    expect(areDefaults(it, 0).join()).toBe("false,true");
    expect(it.tagValues[0].numberOf(null)).toBe(0);
    expect(it.tagValues[0].numberOf(bytes("in"))).toBe(0, "another's, whatever it says");
  });
});

const MATCH = ', "match": [{"headers": {"x-beta": {"exact": "1"}}}]';
const UNLESS = ', "unless": [{"headers": {"x-user-id": {"prefix": "bot-"}}}]';
const OVERRIDES =
  ', "overrides": [{"match": [{"headers": {"x-user-id": {"exact": "me"}}}], "tagValue": "o1"}, ' +
  '{"match": [{"headers": {"x-test": {"exact": "1"}}}], "tagValue": "o2"}]';

describe("rules of a census", () => {
  test("apply to all where no request is given, and all that they ask is named", () => {
    const rules = rulesOf([
      rule("a", 100, 100, MATCH + UNLESS + OVERRIDES + ', "pins": [{"ids": ["vip"], "tagValue": "v9"}]'),
      rule("b", 100, 100, MATCH + ', "enabled": false'),
      rule("c", 100, 100),
    ]);
    expect(counted(census(rules, 0, null), ["0005"], true)).toBe("2,0,1,1");
    expect(uncounted(rules, false).join()).toBe(
      "rules[0].match,rules[0].unless,rules[0].overrides,rules[0].pins",
    );
    expect(uncounted(rules, true).join()).toBe("rules[0].unless,rules[0].overrides,rules[0].pins");
  });

  test("are as they are for a request that is given", () => {
    const rules = rulesOf([
      rule("a", 100, 100, MATCH),
      rule("b", 100, 100, OVERRIDES),
      rule("c", 100, 100, ', "enabled": false'),
    ]);
    expect(rules.plan.reads.length).toBe(3);
    // x-user-id, x-beta, x-test
    const neither = census(rules, 0, [null, bytes("0"), bytes("0")]);
    expect(counted(neither, ["0005"], true)).toBe("0,1,0,1");
    const both = census(rules, 0, [null, bytes("1"), bytes("1")]);
    expect(tagValues(both, 1).join()).toBe("o2,in");
    expect(counted(both, ["0005"], true)).toBe("1,1,0,1");
  });
});

describe("two configurations", () => {
  test("stand in one plan, told apart by a blank", () => {
    const before = rulesOf([rule("a", 100, 10)]);
    const after = rulesOf([rule("a", 100, 20)]);
    const both = censusOfBoth(before, after, 0, null, null);
    expect(censusTagHeaders(both).join()).toBe("a, a");
    expect(reshuffled(both, 0, 1).length).toBe(0);
  });

  test("deal users anew by another key, hash or modulo", () => {
    const before = rulesOf([rule("a", 100, 10)]);
    const key = rulesOf([rule("a", 100, 10).replace("x-user-id", "x-tenant")]);
    const hash = rulesOf([rule("a", 100, 10, ', "salt": "s"')]);
    const modulo = rulesOf([rule("a", 1000, 10)]);
    const off = rulesOf([rule("a", 100, 10, ', "enabled": false')]);
    expect(reshuffled(censusOfBoth(before, key, 0, null, null), 0, 1).join()).toBe("key");
    expect(reshuffled(censusOfBoth(before, hash, 0, null, null), 0, 1).join()).toBe("hash");
    expect(reshuffled(censusOfBoth(before, modulo, 0, null, null), 0, 1).join()).toBe("modulo");
    expect(reshuffled(censusOfBoth(before, off, 0, null, null), 0, 1).join()).toBe("");
  });
});
